/** Names a user that it does not have. Used by {@code order.settlement}. */
@NullMarked
package store.retro.architecture.planted.order.events;

import org.jspecify.annotations.NullMarked;
