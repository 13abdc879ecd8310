/** The time that a request has, and the clock. */
@NamedInterface
@NullMarked
package store.retro.platform.deadline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
