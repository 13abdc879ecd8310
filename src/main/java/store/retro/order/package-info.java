/**
 * Orders: placing one changes stock, user and orders together in one transaction, or nothing at all.
 *
 * <p>Used by {@code order.storage}, {@code order.transaction}, {@code order.placing}, {@code order.handling},
 * {@code order.settlement}, {@code order.events} and {@code order.mail}.
 */
@ApplicationModule(
        allowedDependencies = {"money", "payment", "payment :: handling", "product", "user", "platform :: *"})
@NullMarked
package store.retro.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
