/** A payment provider for development, which takes no money. */
@NullMarked
package store.retro.payment.simulated;

import org.jspecify.annotations.NullMarked;
