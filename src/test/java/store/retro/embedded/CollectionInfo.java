package store.retro.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What the catalogue knows of a collection.
 *
 * @param space its space in the store, where its documents lie under their ids
 * @param naturalSpace where their ids lie in the order of insertion; in a file of an older engine there is none, and
 *     this is {@code space}
 * @param indexes without the one on {@code _id}, which is the space itself
 */
record CollectionInfo(
        Namespace namespace,
        int space,
        int naturalSpace,
        UUID uuid,
        CollectionOptions options,
        List<IndexInfo> indexes) {

    static final Document ID_INDEX =
            new Document("v", 2).append("key", new Document("_id", 1)).append("name", "_id_");

    Key key(Object id) {
        return Key.of(space, id);
    }

    boolean hasNaturalOrder() {
        return naturalSpace != space;
    }

    CollectionInfo withIndexes(List<IndexInfo> others) {
        return new CollectionInfo(namespace, space, naturalSpace, uuid, options, List.copyOf(others));
    }

    CollectionInfo withOptions(CollectionOptions others) {
        return new CollectionInfo(namespace, space, naturalSpace, uuid, others, indexes);
    }

    CollectionInfo renamed(Namespace to) {
        return new CollectionInfo(to, space, naturalSpace, uuid, options, indexes);
    }

    Document toDocument() {
        return new Document("space", space)
                .append("naturalSpace", naturalSpace)
                .append("uuid", uuid)
                .append("options", options.document())
                .append("indexes", indexes.stream().map(IndexInfo::toDocument).toList());
    }

    static CollectionInfo of(Namespace namespace, Document stored) {
        List<IndexInfo> indexes = new ArrayList<>();
        for (Object index : (List<?>) stored.get("indexes")) {
            indexes.add(IndexInfo.of((Document) index));
        }
        return new CollectionInfo(
                namespace,
                (Integer) stored.get("space"),
                (Integer) stored.getOrDefault("naturalSpace", stored.get("space")),
                (UUID) stored.get("uuid"),
                new CollectionOptions((Document) stored.get("options")),
                List.copyOf(indexes));
    }
}
