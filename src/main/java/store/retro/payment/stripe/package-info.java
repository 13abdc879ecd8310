/** Payments by Stripe: all that knows it. */
@NullMarked
package store.retro.payment.stripe;

import org.jspecify.annotations.NullMarked;
