/** A store for hand-held retro consoles: an order changes user, products and orders together or not at all. */
@NullMarked
package store.retro;

import org.jspecify.annotations.NullMarked;
