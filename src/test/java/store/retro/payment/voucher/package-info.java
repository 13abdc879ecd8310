/** A third provider, as somebody else would add one: all that knows it is here. */
@NullMarked
package store.retro.payment.voucher;

import org.jspecify.annotations.NullMarked;
