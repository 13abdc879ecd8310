/** Placing an order: from the request to the order or the reason why not. */
@NullMarked
package store.retro.order.placing;

import org.jspecify.annotations.NullMarked;
