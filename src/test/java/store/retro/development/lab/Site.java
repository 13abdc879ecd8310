package store.retro.development.lab;

import org.jspecify.annotations.Nullable;
import store.retro.reliability.MongoProxy;

/**
 * Where an attempt is made.
 *
 * @param id begins what its commands are known under: two processes give them the same numbers
 * @param cable between the store and its database
 * @param applicationName under which the database knows it
 * @param process that can be killed; null for the one that the page's store runs in
 */
record Site(
        String id,
        String url,
        MongoProxy cable,
        String applicationName,
        @Nullable SecondStore process) {}
