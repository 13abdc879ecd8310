/** Taking and giving back the money of orders, by the payments' own means. */
@NullMarked
package store.retro.order.settlement;

import org.jspecify.annotations.NullMarked;
