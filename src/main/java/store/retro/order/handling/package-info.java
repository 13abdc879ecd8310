/** What buyers and staff do with an order once it is placed: read it, cancel it, ship it. */
@NullMarked
package store.retro.order.handling;

import org.jspecify.annotations.NullMarked;
