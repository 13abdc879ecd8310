/** Settings: those under former names are refused at the start, those that are secret are cleaned. */
@NamedInterface
@NullMarked
package store.retro.platform.settings;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
