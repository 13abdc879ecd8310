/** What every controller shares: the table of problems, security, strict JSON and the body limit. */
@NullMarked
package store.retro.web;

import org.jspecify.annotations.NullMarked;
