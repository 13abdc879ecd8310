package store.retro.platform.documents;

import com.mongodb.client.MongoCollection;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.bson.Document;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * Reads what is stored, by this version or another, by an import or by hand. What cannot be read is as if it did not
 * exist, and takes nothing else down; it is logged and counted once.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
@Slf4j
public class StoredDocuments {

    private static final int REMEMBERED = 10_000;
    private static final int LENGTH_OF_AN_ID = 100;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final MongoOperations mongo;
    private final MeterRegistry meters;

    /** What was reported. Once there is too much of it, the eldest is forgotten, and reported when it is met again. */
    private final Set<String> reported =
            Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<String, Boolean>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            }));

    /** The type's collection, for whoever takes documents as they are. */
    public MongoCollection<Document> collection(Class<?> type) {
        return mongo.getCollection(mongo.getCollectionName(type));
    }

    /** What a query finds, as it is stored. */
    public List<Document> stored(Class<?> type, Query query) {
        return stored(mongo, type, query);
    }

    /** @param operations those of a running transaction, say */
    public static List<Document> stored(MongoOperations operations, Class<?> type, Query query) {
        return operations
                .query(type)
                .matching(query)
                .map((document, reader) -> document)
                .all();
    }

    /**
     * What a query finds and can be read.
     *
     * @param query has a limit, which counts nothing else
     */
    public <T> List<T> find(Class<T> type, Query query) {
        int limit = query.getLimit();
        for (int asked = limit; ; asked *= 2) {
            List<Document> stored = stored(type, query.limit(asked));
            List<T> readable = readable(type, stored);
            if (readable.size() >= limit || stored.size() < asked) {
                return readable.stream().limit(limit).toList();
            }
        }
    }

    public <T> Optional<T> findOne(Class<T> type, Query query) {
        return mongo.query(type)
                .matching(query)
                .map((document, reader) -> document)
                .first()
                .flatMap(document -> readIfPossible(type, document));
    }

    /**
     * Changes a document without reading it.
     *
     * @return whether there is one such
     */
    public boolean update(Class<?> type, Query query, Update update) {
        return mongo.updateFirst(query, update, type).getMatchedCount() == 1;
    }

    /** What an update has made of a document; empty, too, where there is none such. */
    public <T> Optional<T> findAndModify(Class<T> type, Query query, Update update) {
        return findAndModify(type, query, update, false);
    }

    /** As {@link #findAndModify}, or what it has made where there was none such; not for a transaction. */
    public <T> Optional<T> upsert(Class<T> type, Query query, Update update) {
        try {
            return findAndModify(type, query, update, true);
        } catch (DuplicateKeyException e) {
            // somebody else has made it meanwhile
            return findAndModify(type, query, update, true);
        }
    }

    private <T> Optional<T> findAndModify(Class<T> type, Query query, Update update, boolean upsert) {
        return mongo.update(type)
                .matching(query)
                .apply(update)
                .withOptions(FindAndModifyOptions.options().returnNew(true).upsert(upsert))
                .map((document, reader) -> document)
                .findAndModify()
                .flatMap(document -> readIfPossible(type, document));
    }

    /** Those that can be read. */
    public <T> List<T> readable(Class<T> type, List<Document> stored) {
        return stored.stream()
                .flatMap(document -> readIfPossible(type, document).stream())
                .toList();
    }

    private <T> Optional<T> readIfPossible(Class<T> type, Document document) {
        try {
            return Optional.of(read(type, document));
        } catch (UnreadableDocumentException e) {
            return Optional.empty();
        }
    }

    /** @throws UnreadableDocumentException which was reported */
    public <T> T read(Class<T> type, Document document) {
        return reporting(type, document, () -> StoredRecord.of(type).read(document));
    }

    /**
     * Reads a member of a document of the type, which as a whole need not be readable.
     *
     * @throws UnreadableDocumentException which was reported
     */
    public <M> M readMember(Class<?> type, Document document, String path, Class<M> member) {
        return reporting(type, document, () -> StoredRecord.member(document, path, member));
    }

    private <T> T reporting(Class<?> type, Document document, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (UnreadableDocumentException e) {
            report(mongo.getCollectionName(type), String.valueOf(document.get("_id")), e.getMessage());
            throw e;
        }
    }

    private void report(String collection, String id, String reason) {
        String shortId = CONTROL.matcher(id.substring(0, Math.min(id.length(), LENGTH_OF_AN_ID)))
                .replaceAll("?");
        if (reported.add(collection + " " + shortId + " " + reason)) {
            log.error("{} {} is left out, for it cannot be read: {}", collection, shortId, reason);
            meters.counter("store.documents.unreadable", "collection", collection)
                    .increment();
        }
    }
}
