/** The embedded MongoDB engine, for development and tests. */
@NullMarked
package store.retro.embedded;

import org.jspecify.annotations.NullMarked;
