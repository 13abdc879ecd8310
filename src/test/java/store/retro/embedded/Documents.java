package store.retro.embedded;

import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** The documents of one collection within one transaction, and the index entries that go with them. */
final class Documents {

    private static final String ID = "_id";

    private final Txn txn;
    private final CollectionInfo info;
    private final @Nullable Validator validator;

    Documents(Txn txn, CollectionInfo info) {
        this(txn, info, false);
    }

    /** @param unvalidated whether documents are let in that the collection's validator would refuse */
    Documents(Txn txn, CollectionInfo info, boolean unvalidated) {
        this.txn = txn;
        this.info = info;
        this.validator = unvalidated ? null : info.options().validator();
    }

    @Nullable
    Document get(Object id) {
        Stored stored = txn.get(info.key(id));
        return stored == null ? null : (Document) stored.value();
    }

    /** A document as it may be stored: with an id, which comes first. */
    static Document withId(Document document) {
        if (!document.isEmpty() && document.keySet().iterator().next().equals(ID)) {
            return document;
        }
        Document ordered = new Document(ID, document.containsKey(ID) ? document.get(ID) : new ObjectId());
        document.forEach(ordered::putIfAbsent);
        return ordered;
    }

    void insert(Document document) {
        int size = checkedSize(document);
        if (validator != null) {
            validator.checkNew(document);
        }
        Object id = document.get(ID);
        Stored stored = Stored.inserted(txn.store().newVersion(), document, size);
        if (!txn.insert(info.key(id), stored)) {
            throw duplicateKey("_id_", new Document(ID, 1), new Document(ID, id));
        }
        if (info.hasNaturalOrder()) {
            txn.insert(naturalKey(stored), id, 0);
        }
        for (IndexInfo index : info.indexes()) {
            keys(index, document).forEach(key -> addEntry(index, key, stored));
        }
    }

    /** @param old as this transaction sees it */
    void replace(Document old, Document document) {
        Object id = old.get(ID);
        int size = checkedSize(document);
        if (validator != null) {
            validator.checkChanged(old, document);
        }
        Stored stored = txn.replace(info.key(id), document, size);
        for (IndexInfo index : info.indexes()) {
            SortedSet<Key> before = index.keys(old);
            SortedSet<Key> after = keys(index, document);
            before.stream().filter(key -> !after.contains(key)).forEach(key -> txn.remove(index.entry(key, stored)));
            after.stream().filter(key -> !before.contains(key)).forEach(key -> addEntry(index, key, stored));
        }
    }

    void delete(Document document) {
        Object id = document.get(ID);
        Stored stored = txn.remove(info.key(id));
        if (info.hasNaturalOrder()) {
            txn.remove(naturalKey(stored));
        }
        for (IndexInfo index : info.indexes()) {
            index.keys(document).forEach(key -> txn.remove(index.entry(key, stored)));
        }
    }

    private Key naturalKey(Stored stored) {
        return Key.of(info.naturalSpace(), stored.born());
    }

    /** Fills a new index. */
    void index(IndexInfo index) {
        for (Map.Entry<Key, Stored> entry : (Iterable<Map.Entry<Key, Stored>>)
                () -> txn.scan(Key.of(info.space()), Key.of(info.space(), Key.HIGH), false)) {
            Stored stored = entry.getValue();
            keys(index, (Document) stored.value()).forEach(key -> addEntry(index, key, stored));
        }
    }

    /** Those that are to be added. */
    private SortedSet<Key> keys(IndexInfo index, Document document) {
        SortedSet<Key> keys = index.keys(document);
        if (keys.size() > 1) {
            txn.store().noteLists(index.space());
        }
        return keys;
    }

    private void addEntry(IndexInfo index, Key key, Stored stored) {
        if (!txn.insert(index.entry(key, stored), ((Document) stored.value()).get(ID), 0)) {
            throw duplicateKey(index.name(), index.pattern(), index.describe(key));
        }
    }

    private CommandError duplicateKey(String index, Document pattern, Document value) {
        String message = "E11000 duplicate key error collection: " + info.namespace() + " index: " + index
                + " dup key: " + value.toString(true, "{ ", " }");
        return new CommandError(Codes.DUPLICATE_KEY, "DuplicateKey", message)
                .with("keyPattern", pattern)
                .with("keyValue", value);
    }

    private static int checkedSize(Document document) {
        Object id = document.get(ID);
        if (id instanceof Collection || id instanceof BsonRegularExpression) {
            throw new CommandError(53, "InvalidIdField", "The '_id' value cannot be of type array or regex");
        }
        if (id instanceof Document fields && fields.keySet().stream().anyMatch(field -> field.startsWith("$"))) {
            throw new CommandError(52, "DollarPrefixedFieldName", "_id fields may not contain '$'-prefixed fields");
        }
        int size = Bson.size(document);
        if (size > Bson.MAX_DOCUMENT_SIZE) {
            throw Codes.badValue(
                    "object to insert too large. size in bytes: " + size + ", max size: " + Bson.MAX_DOCUMENT_SIZE);
        }
        return size;
    }
}
