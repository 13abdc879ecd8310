/** Shows what another package uses. Used by {@code order.transaction}. */
@NullMarked
package store.retro.architecture.planted.order.placing;

import org.jspecify.annotations.NullMarked;
