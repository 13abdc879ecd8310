/** The page on which buyers shop: its files, their caching, and how it signs its users in. */
@ApplicationModule(allowedDependencies = "platform :: *")
@NullMarked
package store.retro.storefront;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
