/** Wrong on purpose: each class violates rules of the rooms. Nothing uses them. */
@NullMarked
package store.retro.architecture.planted;

import org.jspecify.annotations.NullMarked;
