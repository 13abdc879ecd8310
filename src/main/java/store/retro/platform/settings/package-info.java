/** Settings under names that they have no longer: refused at the start, with the name of today. */
@NamedInterface
@NullMarked
package store.retro.platform.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
