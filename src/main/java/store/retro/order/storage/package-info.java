/**
 * Orders as they are stored: how they are found, and each write that changes one.
 *
 * <p>Used by {@code order.transaction}, {@code order.placing}, {@code order.handling}, {@code order.settlement},
 * {@code order.events}, {@code order.mail} and {@code books}.
 */
@NamedInterface
@NullMarked
package store.retro.order.storage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
