/** What an instance does between its start and its readiness. */
@NamedInterface
@NullMarked
package store.retro.platform.startup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
