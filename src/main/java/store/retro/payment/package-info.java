/** Payments: started for a cart, authorized by a provider, verified before an order is placed. */
@ApplicationModule(allowedDependencies = {"money", "product", "user", "platform :: *"})
@NullMarked
package store.retro.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
