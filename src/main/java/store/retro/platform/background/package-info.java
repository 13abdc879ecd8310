/** Work that no request waits for: claimed under a lease, repeated until it is done. */
@NamedInterface
@NullMarked
package store.retro.platform.background;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
