/** The consoles on sale: their prices, their stock, and how stock is taken without ever selling one twice. */
@ApplicationModule(allowedDependencies = {"money", "platform :: *"})
@NullMarked
package store.retro.product;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
