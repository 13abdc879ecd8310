package store.retro.product.catalogue;

import com.mongodb.ReadConcern;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.BsonType;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.schema.JsonSchemaObject.Type;
import org.springframework.stereotype.Repository;
import store.retro.platform.documents.StoredDocuments;
import store.retro.platform.mongo.StoredCollection;

/** What staff has done with the products, as it is stored. */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class ProductChanges implements StoredCollection {

    static final String COLLECTION = "productChanges";

    /** So many of a product's are shown, the last ones. */
    private static final int SHOWN = 1_000;

    private static final String KEY = "idempotencyKey";

    private final MongoOperations mongo;
    private final StoredDocuments documents;

    @Override
    public String collection() {
        return COLLECTION;
    }

    /** The key is unique where there is one. */
    @Override
    public List<IndexModel> indexes() {
        IndexOptions unique =
                new IndexOptions().unique(true).partialFilterExpression(Filters.type(KEY, BsonType.STRING));
        return List.of(
                new IndexModel(Indexes.ascending("path", KEY), unique),
                new IndexModel(Indexes.compoundIndex(Indexes.ascending("productId"), Indexes.descending("at", "_id"))));
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the key has one at its path already */
    void insert(ProductChange change) {
        mongo.insert(change);
    }

    /** The product's, oldest first. */
    List<ProductChange> of(String productId) {
        Query newestFirst = Query.query(Criteria.where("productId").is(productId))
                .with(Sort.by(Sort.Direction.DESC, "at", "_id"))
                .limit(SHOWN);
        List<ProductChange> found = new ArrayList<>(documents.find(ProductChange.class, newestFirst));
        found.removeIf(change -> change.event() == ProductChange.Event.UNKNOWN);
        Collections.reverse(found);
        return found;
    }

    /** What a request with the same key has done; empty when there is none, or no key. */
    Optional<ProductChange> earlier(ProductChange change) {
        return change.idempotencyKey() == null
                ? Optional.empty()
                : documents.findOne(ProductChange.class, Query.query(same(change)));
    }

    /** The change itself, or what a request with its key has done, as of now and for good. */
    Optional<ProductChange> current(ProductChange change) {
        return documents.findOne(
                ProductChange.class, Query.query(same(change)).withReadConcern(ReadConcern.LINEARIZABLE));
    }

    /** The type is asked for so that the partial index can serve. */
    private static Criteria same(ProductChange change) {
        return change.idempotencyKey() == null
                ? Criteria.where("_id").is(change.id())
                : Criteria.where("path")
                        .is(change.path())
                        .andOperator(
                                Criteria.where(KEY).is(change.idempotencyKey()),
                                Criteria.where(KEY).type(Type.STRING));
    }
}
