/**
 * The transaction lab at {@code /dev/lab}: a developer watches three collections while an order is placed, stops it
 * before any of its writes, breaks it there, and compares four ways of placing it.
 *
 * <p>What is watched runs in a store of the lab's own ({@link store.retro.development.lab.LabStore}), beside the page's
 * store in the same process, or in a second process where that is to be killed. It is the store's own code with other
 * settings: a request may take a minute, so that it can be held, and no two orders wait for each other before they meet
 * in the database, as if each had come to another instance. A {@link store.retro.development.lab.Probe} stands in
 * its driver's command listener; the proxy of the reliability tests lies between it and the database.
 *
 * <p>Its documents are in a database of its own, named after the store's: nothing of the lab stands among the
 * developer's seeds, in the lists of staff or in the way of the store's workers, and its collections can do without the
 * validators that would refuse what the recipe writes.
 */
@NullMarked
package store.retro.development.lab;

import org.jspecify.annotations.NullMarked;
