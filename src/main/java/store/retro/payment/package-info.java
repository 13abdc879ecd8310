/** Payments: what one is, and {@link PaymentGateway} as the seam to its provider. */
@ApplicationModule(allowedDependencies = {"money", "product", "user", "platform :: *"})
@NullMarked
package store.retro.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
