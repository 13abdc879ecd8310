/** The description of the API, as OpenAPI sees it: merged from what the rooms say of themselves. */
@NamedInterface
@NullMarked
package store.retro.platform.openapi;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
