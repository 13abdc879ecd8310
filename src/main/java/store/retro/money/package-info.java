/** Money, which every other room counts in: minor units of the store's one currency. */
@ApplicationModule(allowedDependencies = "platform :: *")
@NullMarked
package store.retro.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
