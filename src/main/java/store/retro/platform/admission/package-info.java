/** How much may be under way at a time, and who waits for whom. */
@NullMarked
package store.retro.platform.admission;

import org.jspecify.annotations.NullMarked;
