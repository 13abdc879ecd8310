package store.retro.embedded;

import de.bwaldvogel.mongo.backend.DefaultQueryMatcher;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One secondary index: which keys a document has in it. The keys of a unique index end with the last indexed value, so
 * that two documents meet at one key; those of another end with the document's place in the order of insertion (or its
 * id, where a file of an older engine does not know that).
 *
 * @param space its space in the store
 * @param spec as the client gave it and as {@code listIndexes} shows it
 */
record IndexInfo(int space, Document spec) {

    String name() {
        return (String) spec.get("name");
    }

    Document pattern() {
        return (Document) spec.get("key");
    }

    List<String> fields() {
        return List.copyOf(pattern().keySet());
    }

    boolean isUnique() {
        return Utils.isTrue(spec.get("unique"));
    }

    boolean isSparse() {
        return Utils.isTrue(spec.get("sparse"));
    }

    @Nullable
    Document partialFilter() {
        return (Document) spec.get("partialFilterExpression");
    }

    /** The key from which the document is found under these values. */
    Key entry(Key values, Stored document) {
        if (isUnique()) {
            return values;
        }
        boolean bornBefore = document.born() == 0;
        return values.plus(bornBefore ? ((Document) document.value()).get("_id") : (Object) document.born());
    }

    /** The document's values in this index, one key for each element of an indexed array. */
    SortedSet<Key> keys(Document document) {
        SortedSet<Key> keys = new TreeSet<>();
        Document filter = partialFilter();
        if (filter != null && !new DefaultQueryMatcher().matches(document, filter)) {
            return keys;
        }
        oneByOne(document).forEach(each -> add(each, keys));
        return keys;
    }

    /** As many documents as there are elements in an array that several of the fields are in; else the document. */
    private List<Document> oneByOne(Document document) {
        Set<String> arrays = new HashSet<>();
        for (String field : fields()) {
            String array = arrayAround(field, document);
            if (array != null && !arrays.add(array)) {
                Collection<?> elements = (Collection<?>) Utils.getSubdocumentValue(document, array);
                return elements.isEmpty()
                        ? List.of(with(document, array, null))
                        : elements.stream()
                                .map(element -> with(document, array, element))
                                .toList();
            }
        }
        return List.of(document);
    }

    private static @Nullable String arrayAround(String field, Document document) {
        for (int dot = field.indexOf('.'); dot > 0; dot = field.indexOf('.', dot + 1)) {
            String path = field.substring(0, dot);
            if (Utils.getSubdocumentValue(document, path) instanceof Collection<?>) {
                return path;
            }
        }
        return null;
    }

    private static Document with(Document document, String path, @Nullable Object value) {
        Document copy = document.cloneDeeply();
        Utils.changeSubdocumentValue(copy, path, value);
        return copy;
    }

    private void add(Document document, SortedSet<Key> keys) {
        List<Key> prefixes = List.of(Key.of(space));
        boolean allMissing = true;
        int arrays = 0;
        for (String field : fields()) {
            Object value = Utils.getSubdocumentValueCollectionAware(document, field);
            allMissing &= value instanceof Missing;
            arrays += value instanceof Collection ? 1 : 0;
            prefixes = append(prefixes, value);
        }
        if (arrays > 1) {
            throw new CommandError(171, "CannotIndexParallelArrays", "cannot index parallel arrays " + fields());
        }
        if (!(allMissing && isSparse())) {
            keys.addAll(prefixes);
        }
    }

    private static List<Key> append(List<Key> prefixes, @Nullable Object value) {
        boolean isArray = value instanceof Collection<?> list && !list.isEmpty();
        List<Key> longer = new ArrayList<>();
        for (Key prefix : prefixes) {
            if (isArray) {
                ((Collection<?>) value).forEach(element -> longer.add(prefix.plus(indexed(element))));
            } else {
                longer.add(prefix.plus(indexed(value)));
            }
        }
        return longer;
    }

    private static @Nullable Object indexed(@Nullable Object value) {
        return value instanceof Missing ? null : value;
    }

    /** The values of a key by the names of their fields, for an error message. */
    Document describe(Key key) {
        Document values = new Document();
        for (int i = 0; i < fields().size(); i++) {
            values.put(fields().get(i), key.values().get(i));
        }
        return values;
    }

    Document toDocument() {
        return new Document("space", space).append("spec", spec);
    }

    static IndexInfo of(Map<String, Object> stored) {
        return new IndexInfo((Integer) stored.get("space"), (Document) stored.get("spec"));
    }
}
