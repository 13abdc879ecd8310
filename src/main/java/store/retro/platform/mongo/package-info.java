/** The connection to MongoDB: its address, pool, deadlines, collections, indexes and health. */
@NamedInterface
@NullMarked
package store.retro.platform.mongo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
