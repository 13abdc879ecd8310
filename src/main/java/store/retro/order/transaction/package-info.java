/**
 * The transactions in which an order changes together with stock and user: who begins, commits and ends them.
 *
 * <p>Used by {@code order.placing}, {@code order.handling} and {@code order.settlement}.
 */
@NullMarked
package store.retro.order.transaction;

import org.jspecify.annotations.NullMarked;
