package store.retro.product;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
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
import store.retro.platform.admission.SharedRead;
import store.retro.platform.documents.StoredDocuments;
import store.retro.platform.mongo.StoredCollection;

/** The products as they are stored. */
@Repository
public class Products implements StoredCollection {

    public static final String COLLECTION = "products";

    private static final String ID = "storedId";
    private static final String QUANTITY = "quantity";
    private static final Pattern DIGITS_OF_AN_OBJECT_ID = Pattern.compile("[0-9a-f]{24}");

    private static final int REMEMBERED = 10_000;

    private final StoredDocuments documents;
    private final SharedRead<Collection<String>, List<Product>> now;

    private final Cache<String, Product> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(Duration.ofSeconds(1))
            .executor(Runnable::run)
            .build();

    Products(StoredDocuments documents) {
        this.documents = documents;
        this.now = new SharedRead<>(
                ids -> read(ids.stream().flatMap(Collection::stream).distinct().toList()));
    }

    @Override
    public String collection() {
        return COLLECTION;
    }

    @Override
    public Optional<Resource> schema() {
        return Optional.of(new ClassPathResource("schemas/products.json"));
    }

    /** All that can be sold, by name. */
    List<Product> all() {
        return among(documents.stored(Product.class, new Query().with(Sort.by("name", "_id"))));
    }

    Optional<Product> find(String id) {
        return read(List.of(id)).stream().findFirst();
    }

    /** Those of the given ids that can be sold, in no order; who asks at the same time shares one read. */
    List<Product> find(Collection<String> ids) {
        return now.read(ids).stream()
                .filter(product -> ids.contains(product.id()))
                .toList();
    }

    private List<Product> read(Collection<String> ids) {
        List<Product> found = among(documents.stored(Product.class, Query.query(ofIds(ids))));
        known.invalidateAll(ids);
        found.forEach(product -> known.put(product.id(), product));
        return found;
    }

    /** As {@link #find}, but perhaps as they were a second ago: {@link #take} finds out. */
    List<Product> remembered(Collection<String> ids) {
        Map<String, Product> all = known.getAllPresent(ids);
        return all.size() == ids.size() ? List.copyOf(all.values()) : find(ids);
    }

    /** Those that can be sold; of two with the same digits, only the one whose id is a text. */
    private List<Product> among(List<Document> stored) {
        Map<String, Document> byId = new LinkedHashMap<>();
        stored.forEach(document -> byId.merge(
                String.valueOf(document.get("_id")), document, (a, b) -> a.get("_id") instanceof String ? a : b));
        return documents.readable(Product.class, List.copyOf(byId.values())).stream()
                .filter(Product::isOnSale)
                .toList();
    }

    private static Criteria ofIds(Collection<String> ids) {
        return Criteria.where(ID).in(ids.stream().flatMap(Products::storedIds).toList());
    }

    /** Where transactions that change the product wait for their turn. */
    public static String admissionKey(String id) {
        return "product " + id;
    }

    /** How a product of this id may be stored. */
    public static Stream<Object> storedIds(String id) {
        return DIGITS_OF_AN_OBJECT_ID.matcher(id).matches() ? Stream.of(id, new ObjectId(id)) : Stream.of(id);
    }

    /**
     * Takes the lines' quantities out of stock, all in one command. Each line's condition is in the update itself: that
     * many are left, the price is still the one that the buyer agreed to, and it is still sold.
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
        return Query.query(Criteria.where(ID)
                .is(line.storedId())
                .and(QUANTITY)
                .gte(line.quantity())
                .and("price")
                .is(line.listedPrice())
                .and("withdrawn")
                .ne(true));
    }

    private static Update taken(StockChange line) {
        return new Update().inc(QUANTITY, -line.quantity());
    }

    /**
     * Puts the lines' quantities back into stock, all in one command. A product that is no longer there, or has no
     * number to add to, gets nothing.
     *
     * @param transaction the operations of a running transaction
     */
    public void giveBack(MongoOperations transaction, List<StockChange> lines) {
        List<Object> ids = lines.stream().flatMap(Products::storedIds).toList();
        Map<Object, Document> stored =
                StoredDocuments.stored(
                                transaction,
                                Product.class,
                                Query.query(Criteria.where(ID).in(ids)))
                        .stream()
                        .collect(Collectors.toMap(product -> product.get("_id"), Function.identity()));
        Map<Object, Integer> back = new LinkedHashMap<>();
        for (StockChange line : lines) {
            storedIds(line)
                    .filter(stored::containsKey)
                    .findFirst()
                    .filter(id -> canBeAddedTo(stored.get(id)))
                    .ifPresent(id -> back.merge(id, line.quantity(), Integer::sum));
        }
        if (!back.isEmpty()) {
            BulkOperations updates = transaction.bulkOps(BulkMode.ORDERED, Product.class);
            back.forEach((id, quantity) ->
                    updates.updateOne(Query.query(Criteria.where(ID).is(id)), new Update().inc(QUANTITY, quantity)));
            updates.execute();
        }
    }

    /** To a number that is far from the largest, or none at all. */
    private static boolean canBeAddedTo(@Nullable Document product) {
        Object quantity = product == null ? null : product.getOrDefault(QUANTITY, 0);
        return quantity instanceof Number number && Math.abs(number.doubleValue()) < Integer.MAX_VALUE;
    }

    /** How the product of a line may be stored, what comes first counts. */
    private static Stream<Object> storedIds(StockChange line) {
        return line.objectId() == null ? storedIds(line.productId()) : Stream.of(line.objectId());
    }
}
