package store.retro.money;

import store.retro.platform.mongo.StoredCollection;

/** Storage of amounts, whose documents name the currency of theirs in {@code currency}, or none: the store's own. */
public interface StoredAmounts extends StoredCollection {}
