package store.retro.payment;

import java.util.Optional;
import java.util.UUID;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;
import store.retro.platform.documents.StoredDocuments;
import store.retro.platform.mongo.StoredCollection;

/** By what a provider tells this store's payments from others of its account: made once, kept in the database. */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class StoreId implements StoredCollection {

    static final String COLLECTION = "store";

    private static final Query BY_ID = Query.query(Criteria.where("_id").is("id"));

    private final StoredDocuments documents;
    private volatile @Nullable String known;

    @Override
    public String collection() {
        return COLLECTION;
    }

    /** Asks the database once; the write is there for its acknowledgement, also of what another instance has made. */
    public String value() {
        String value = known;
        if (value == null) {
            value = stored();
            known = value;
        }
        return value;
    }

    /** As {@link #value}, and writes nothing; empty where none was made yet. */
    public Optional<String> find() {
        return documents.findOne(Stored.class, BY_ID).map(Stored::value);
    }

    private String stored() {
        Update once = new Update().setOnInsert("value", UUID.randomUUID().toString());
        return documents
                .upsert(Stored.class, BY_ID, once)
                .map(Stored::value)
                .orElseThrow(() -> new IllegalStateException("the store's id cannot be read"));
    }

    @Document(COLLECTION)
    record Stored(@MongoId String id, String value) {}
}
