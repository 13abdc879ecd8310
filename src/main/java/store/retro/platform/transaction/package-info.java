/** How a transaction runs: its options, what may be repeated, and what its failures mean. */
@NamedInterface
@NullMarked
package store.retro.platform.transaction;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
