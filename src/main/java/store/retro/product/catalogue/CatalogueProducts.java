package store.retro.product.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;
import store.retro.platform.documents.StoredDocuments;
import store.retro.platform.documents.UnreadableDocumentException;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.product.Product;
import store.retro.product.Products;
import store.retro.product.catalogue.CatalogueProduct.Members;

/** All products as they are stored; within a transaction, what it sees of them. */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class CatalogueProducts {

    private static final String ID = "storedId";

    private final MongoOperations mongo;
    private final StoredDocuments documents;

    /** By name. */
    List<CatalogueProduct> all() {
        List<Document> stored = documents.stored(Product.class, new Query().with(Sort.by("name", "_id")));
        Set<Object> texts = stored.stream()
                .map(product -> product.get("_id"))
                .filter(String.class::isInstance)
                .collect(Collectors.toSet());
        return stored.stream()
                .map(product -> new CatalogueProduct(product, members(product), defect(product, texts)))
                .toList();
    }

    /** Of two with the same digits the one whose id is a text, as for buyers. */
    Optional<CatalogueProduct> find(String id) {
        Query byId = Query.query(Criteria.where(ID).in(Products.storedIds(id).toList()));
        return documents.stored(Product.class, byId).stream()
                .min(Comparator.comparing(product -> !(product.get("_id") instanceof String)))
                .map(product -> new CatalogueProduct(product, members(product), defect(product, Set.of())));
    }

    /** @throws ProblemException {@code not-found} */
    CatalogueProduct require(String id) {
        return find(id).orElseThrow(CatalogueProducts::notFound);
    }

    static ProblemException notFound() {
        return new ProblemException(GeneralProblem.NOT_FOUND, "There is no such product.");
    }

    private Members members(Document product) {
        return documents.read(Members.class, product);
    }

    private @Nullable String defect(Document product, Set<Object> texts) {
        Object id = product.get("_id");
        if (!(id instanceof String) && texts.contains(String.valueOf(id))) {
            return "It is not sold, for the id of another product is the text of the same digits.";
        }
        try {
            documents.read(Product.class, product);
            return null;
        } catch (UnreadableDocumentException e) {
            return "It cannot be sold, for it cannot be read: " + e.getMessage() + ".";
        }
    }

    /** Adds a product of which there is none yet. */
    void insert(String id, ProductValues values) {
        Document product = new Document("_id", id)
                .append("name", values.name())
                .append("year", values.year())
                .append("description", values.description())
                .append("imageUrl", values.imageUrl())
                .append("price", values.price())
                .append(CatalogueProduct.QUANTITY, 0)
                .append(CatalogueProduct.RECEIVED, 0L)
                .append(CatalogueProduct.VERSION, 1);
        mongo.insert(product, Products.COLLECTION);
    }

    void edit(CatalogueProduct product, ProductValues values) {
        Update edited = new Update()
                .set("name", values.name())
                .set("year", values.year())
                .set("description", values.description())
                .set("imageUrl", values.imageUrl())
                .set("price", values.price())
                .set(CatalogueProduct.VERSION, product.version() + 1);
        change(product, CatalogueProduct.VERSION, edited);
    }

    /** What is no number becomes one: nobody could buy of it. What was received is counted where it was before. */
    void restock(CatalogueProduct product, int units) {
        Update restocked = product.canBeCounted()
                ? new Update().inc(CatalogueProduct.QUANTITY, units)
                : new Update().set(CatalogueProduct.QUANTITY, units);
        if (product.members().received() != null) {
            restocked.inc(CatalogueProduct.RECEIVED, units);
        }
        change(product, CatalogueProduct.QUANTITY, restocked);
    }

    void withdraw(CatalogueProduct product) {
        change(product, CatalogueProduct.WITHDRAWN, new Update().set(CatalogueProduct.WITHDRAWN, true));
    }

    void restore(CatalogueProduct product) {
        change(product, CatalogueProduct.WITHDRAWN, new Update().unset(CatalogueProduct.WITHDRAWN));
    }

    /** Only while that member is what it was read as. */
    private void change(CatalogueProduct product, String member, Update update) {
        Criteria asRead = Criteria.where(ID)
                .is(product.stored().get("_id"))
                .and(member)
                .is(product.stored().get(member));
        if (mongo.updateFirst(Query.query(asRead), update, Product.class).getMatchedCount() != 1) {
            throw new ProblemException(
                    GeneralProblem.TRY_AGAIN, "The product has changed meanwhile; nothing was written.");
        }
    }
}
