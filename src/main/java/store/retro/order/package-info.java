/** Orders: placing one changes stock, user and orders together in one transaction, or nothing at all. */
@NullMarked
package store.retro.order;

import org.jspecify.annotations.NullMarked;
