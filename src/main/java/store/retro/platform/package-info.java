/**
 * Machinery that knows none of the shop's nouns, and could be lifted into another service: each package for all rooms.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package store.retro.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
