/** What goes wrong, as clients see it: problem+json by one table, and a page for each code. */
@NamedInterface
@NullMarked
package store.retro.platform.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
