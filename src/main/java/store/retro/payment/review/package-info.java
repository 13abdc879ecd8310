/** The hourly look at what providers have done by themselves, and perhaps told nobody. */
@NullMarked
package store.retro.payment.review;

import org.jspecify.annotations.NullMarked;
