package store.retro.product;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.bulk.Bulk.BulkSpec;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;
import store.retro.platform.mongo.StoredCollection;
import store.retro.platform.mongo.UnionQuery;

/** The products as they are stored. */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class Products implements StoredCollection {

    static final String COLLECTION = "products";

    private final MongoOperations mongo;

    @Override
    public String collection() {
        return COLLECTION;
    }

    @Override
    public Optional<Resource> schema() {
        return Optional.of(new ClassPathResource("schemas/products.json"));
    }

    /** All, by name. */
    List<Product> all() {
        return mongo.find(new Query().with(Sort.by("name", "_id")), Product.class);
    }

    Optional<Product> find(String id) {
        return Optional.ofNullable(mongo.findById(id, Product.class));
    }

    /** Those of the given ids that exist, in no order. */
    List<Product> find(Collection<String> ids) {
        return mongo.find(Query.query(ofIds(ids)), Product.class);
    }

    static UnionQuery.Source source(Collection<String> ids) {
        return new UnionQuery.Source(Product.class, ofIds(ids));
    }

    private static Criteria ofIds(Collection<String> ids) {
        return Criteria.where("_id").in(ids);
    }

    /**
     * Takes the lines' quantities out of stock, all in one command. Each line's condition is in the update itself: that
     * many are left, and the price is still the one that the buyer agreed to.
     *
     * @param transaction the operations of a running transaction, which the caller aborts when this throws
     * @throws StockMovedException when a line's condition did not hold
     */
    public void take(MongoOperations transaction, List<StockChange> lines) {
        BulkOperations updates = transaction.bulkOps(BulkMode.ORDERED, Product.class);
        lines.forEach(line -> updates.updateOne(available(line), taken(line)));
        if (updates.execute().getMatchedCount() != lines.size()) {
            throw new StockMovedException();
        }
    }

    /** The same writes as part of a larger command; whoever sends it looks at its matched count, one for each line. */
    public static void taking(BulkSpec products, List<StockChange> lines) {
        lines.forEach(line -> products.updateOne(available(line), taken(line)));
    }

    private static Query available(StockChange line) {
        return Query.query(Criteria.where("_id")
                .is(line.productId())
                .and("quantity")
                .gte(line.quantity())
                .and("price")
                .is(line.listedPrice()));
    }

    private static Update taken(StockChange line) {
        return new Update().inc("quantity", -line.quantity());
    }

    /**
     * Puts the lines' quantities back into stock, all in one command. A product that is no longer there gets nothing.
     *
     * @param transaction the operations of a running transaction
     */
    public void giveBack(MongoOperations transaction, List<StockChange> lines) {
        BulkOperations updates = transaction.bulkOps(BulkMode.ORDERED, Product.class);
        for (StockChange line : lines) {
            Query product = Query.query(Criteria.where("_id").is(line.productId()));
            updates.updateOne(product, new Update().inc("quantity", line.quantity()));
        }
        updates.execute();
    }
}
