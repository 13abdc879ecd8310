/** The buyers, who come from the identity provider: where they want their orders sent and what they have spent. */
@ApplicationModule(allowedDependencies = {"money", "platform :: *"})
@NullMarked
package store.retro.user;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
