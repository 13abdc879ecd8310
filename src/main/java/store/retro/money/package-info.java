/** Money, which every other room counts in: minor units of the store's one currency. */
@NullMarked
package store.retro.money;

import org.jspecify.annotations.NullMarked;
