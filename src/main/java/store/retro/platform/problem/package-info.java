/** What goes wrong, as clients see it: problem+json by one table, and a page for each code. */
@NullMarked
package store.retro.platform.problem;

import org.jspecify.annotations.NullMarked;
