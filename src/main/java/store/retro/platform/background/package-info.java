/** Work that no request waits for: claimed under a lease, repeated until it is done. */
@NullMarked
package store.retro.platform.background;

import org.jspecify.annotations.NullMarked;
