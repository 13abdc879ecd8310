/** Who may call what: tokens, roles, public endpoints, and the headers that guard browsers. */
@NamedInterface
@NullMarked
package store.retro.platform.security;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
