/** What staff does with the products: make, edit, restock and withdraw them, and see what was done. */
@NullMarked
package store.retro.product.catalogue;

import org.jspecify.annotations.NullMarked;
