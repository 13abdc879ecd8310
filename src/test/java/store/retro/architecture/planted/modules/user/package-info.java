/** A room that may know money. */
@ApplicationModule(allowedDependencies = "money")
@NullMarked
package store.retro.architecture.planted.modules.user;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
