/**
 * Wrong on purpose. Nothing uses these classes: each that does not say that nothing is wrong with it violates one rule
 * of the rooms, and {@code modules} is an application of its own.
 */
@NullMarked
package store.retro.architecture.planted;

import org.jspecify.annotations.NullMarked;
