/** Writing to buyers of what has happened to their orders. */
@NullMarked
package store.retro.order.mail;

import org.jspecify.annotations.NullMarked;
