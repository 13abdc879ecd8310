/** The consoles on sale: their prices, their stock, and how stock is taken without ever selling one twice. */
@NullMarked
package store.retro.product;

import org.jspecify.annotations.NullMarked;
