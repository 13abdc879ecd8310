/**
 * The benchmark's side of the database: the data of a round, the check after it, and the floors. {@code bench/run}
 * drives it.
 *
 * <p>The floors know no class of the store: they say what it promises once more, with less.
 */
@NullMarked
package store.retro.bench;

import org.jspecify.annotations.NullMarked;
