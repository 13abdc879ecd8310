/** How much may be under way at a time, and who waits for whom. */
@NamedInterface
@NullMarked
package store.retro.platform.admission;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
