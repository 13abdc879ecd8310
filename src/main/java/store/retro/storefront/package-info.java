/** The page on which buyers shop: its files, their caching, and how it signs its users in. */
@NullMarked
package store.retro.storefront;

import org.jspecify.annotations.NullMarked;
