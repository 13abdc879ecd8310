/** Payments: started for a cart, authorized by a provider, verified before an order is placed. */
@NullMarked
package store.retro.payment;

import org.jspecify.annotations.NullMarked;
