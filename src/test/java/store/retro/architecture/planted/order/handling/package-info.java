/** Says that nobody uses it. */
@NullMarked
package store.retro.architecture.planted.order.handling;

import org.jspecify.annotations.NullMarked;
