/**
 * What the store asks of MongoDB: the transaction manager and its options, the rule of what may be repeated, deadlines,
 * and the collections and indexes that exist once the service has started.
 */
@NullMarked
package store.retro.mongo;

import org.jspecify.annotations.NullMarked;
