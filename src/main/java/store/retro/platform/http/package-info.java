/** How requests are read: strict JSON, the body limit, idempotency keys, other origins. */
@NamedInterface
@NullMarked
package store.retro.platform.http;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
