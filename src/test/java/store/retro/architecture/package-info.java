/** The rules of the rooms, and planted violations that prove that each rule can fail. */
@NullMarked
package store.retro.architecture;

import org.jspecify.annotations.NullMarked;
