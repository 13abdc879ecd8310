/** How stored documents are read, whoever has written them, and how enums are stored. */
@NamedInterface
@NullMarked
package store.retro.platform.documents;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
