/** Telling others what has happened to orders. */
@NullMarked
package store.retro.order.events;

import org.jspecify.annotations.NullMarked;
