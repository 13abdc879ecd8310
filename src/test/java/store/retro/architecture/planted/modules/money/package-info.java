/** A room that nothing but itself may know, and that knows the room above it. */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package store.retro.architecture.planted.modules.money;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
