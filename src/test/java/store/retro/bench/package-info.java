/** The benchmark's side of the database: the data of a round, the check after it, and the floor. {@code bench/run} drives it. */
@NullMarked
package store.retro.bench;

import org.jspecify.annotations.NullMarked;
