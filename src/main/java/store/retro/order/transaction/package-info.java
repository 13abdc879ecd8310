/**
 * The transactions in which an order changes together with stock and user: who begins, commits and ends them.
 *
 * <p>Used by {@code order.placing} and {@code order.handling}.
 */
@NullMarked
package store.retro.order.transaction;

import org.jspecify.annotations.NullMarked;
