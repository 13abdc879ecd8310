package store.retro.platform.mongo;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexModel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.problem.StartRefusedException;

/**
 * Sees to it that a collection has its indexes, and that they do what they are to do. Those that are listed are asked
 * for again, for another instance may still be at them: the server builds an index once, answers everybody who asks
 * for it when it is ready, and for one that is ready waits for nothing.
 */
@Slf4j
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class IndexSetup {

    private static final int DUPLICATE_KEY = 11000;
    private static final int SAID_EVERY_SECONDS = 3;

    private final MongoDatabaseFactory factory;
    private final StartupProperties startup;

    /** @throws StartRefusedException when another index is in the way of one, or one is missing and cannot be made */
    void prepare(String collection, List<IndexModel> models) {
        List<IndexSpec> listed = factory.getMongoDatabase()
                .getCollection(collection)
                .listIndexes(BsonDocument.class)
                .map(IndexSpec::new)
                .into(new ArrayList<>());
        List<IndexSpec> wanted = models.stream().map(IndexSpec::of).toList();
        wanted.forEach(each -> each.obstacle(listed).ifPresent(other -> {
            throw obstacle(collection, each, other);
        }));
        List<IndexSpec> missing =
                wanted.stream().filter(each -> each.among(listed).isEmpty()).toList();
        List<IndexSpec> asked =
                wanted.stream().map(each -> each.among(listed).orElse(each)).toList();
        try (Deadline.Scope unhurried = Deadline.open(startup.indexTimeout())) {
            make(collection, asked);
        } catch (MongoCommandException e) {
            if (e.getErrorCode() != CollectionSetup.UNAUTHORIZED || !missing.isEmpty()) {
                throw refusal(collection, missing, e);
            }
        }
    }

    private void make(String collection, List<IndexSpec> specs) {
        ScheduledExecutorService progress = Executors.newSingleThreadScheduledExecutor();
        long start = System.nanoTime();
        progress.scheduleAtFixedRate(
                () -> log.info(
                        "The indexes of {} are being made, here or by another instance, for {} s now",
                        collection,
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)),
                SAID_EVERY_SECONDS,
                SAID_EVERY_SECONDS,
                TimeUnit.SECONDS);
        try {
            factory.getMongoDatabase().runCommand(command(collection, specs));
        } finally {
            progress.shutdownNow();
        }
    }

    private static BsonDocument command(String collection, List<IndexSpec> specs) {
        return new BsonDocument("createIndexes", new BsonString(collection))
                .append(
                        "indexes",
                        new BsonArray(specs.stream().map(IndexSpec::document).toList()));
    }

    private StartRefusedException obstacle(String collection, IndexSpec wanted, IndexSpec other) {
        String mend = other.isOnlyHidden(wanted) ? "unhideIndex" : "dropIndex";
        return new StartRefusedException(
                "The index " + other.name() + " of the collection " + collection
                        + " is in the way of one that is needed: " + other.described() + " instead of "
                        + wanted.described() + ".",
                "Run " + CollectionSetup.shell(factory.getMongoDatabase()) + "." + collection + "." + mend + "('"
                        + other.name() + "') in mongosh; the next start makes what is missing.");
    }

    private StartRefusedException refusal(String collection, List<IndexSpec> missing, MongoCommandException e) {
        MongoDatabase database = factory.getMongoDatabase();
        return switch (e.getErrorCode()) {
            case CollectionSetup.UNAUTHORIZED ->
                new StartRefusedException(
                        "The collection " + collection + " lacks indexes, and the login may not create them.",
                        "Give the login the role readWrite on the database " + database.getName()
                                + ", or run in mongosh: "
                                + CollectionSetup.shell(database) + ".runCommand("
                                + command(collection, missing).toJson() + ")",
                        e);
            case DUPLICATE_KEY ->
                new StartRefusedException(
                        "The collection " + collection + " holds documents of which a unique index allows but one: "
                                + e.getErrorMessage(),
                        "Remove all of these but one, or change them, and start again.",
                        e);
            default -> throw e;
        };
    }
}
