/** The storefront page in a real browser, against the running service. */
@NullMarked
package store.retro.storefront;

import org.jspecify.annotations.NullMarked;
