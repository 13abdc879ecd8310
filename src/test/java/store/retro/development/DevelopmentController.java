package store.retro.development;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.mongodb.MongoCommandException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.MoneyRequest;
import store.retro.payment.simulated.PaymentCompletion;
import store.retro.platform.mongo.ServerVersion;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.user.User;

/** The paths under {@code /dev}, which let a client's author be in turn identity provider, bank, stock and bad luck. */
@RestController
@RequestMapping("/dev")
class DevelopmentController {

    private final MongoTemplate mongo;
    private final DevelopmentTokens tokens;
    private final PaymentCompletion payments;
    private final boolean writesTogether;

    DevelopmentController(
            MongoTemplate mongo,
            DevelopmentTokens tokens,
            PaymentCompletion payments,
            ServerVersion server,
            @Value("${store.order-transactions.writes:auto}") String writes) {
        this.mongo = mongo;
        this.tokens = tokens;
        this.payments = payments;
        this.writesTogether = !writes.equals("separate") && server.hasBulkWrite();
    }

    @PostMapping(path = "/tokens", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    DevelopmentTokens.Token token(@Valid @RequestBody TokenRequest request) {
        if (!mongo.exists(Query.query(Criteria.where("_id").is(request.userId())), User.class)) {
            throw notFound("There is no such user.");
        }
        return tokens.issue(request.userId(), request.roles() == null ? List.of() : request.roles());
    }

    @PostMapping(path = "/payments/{id}/complete", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<Void> complete(@PathVariable String id, @Valid @RequestBody CompletionRequest request) {
        if (!payments.complete(id, request.outcome() == Outcome.authorized)) {
            throw notFound("There is no payment of this id that waits for an action.");
        }
        return ResponseEntity.noContent().build();
    }

    @PatchMapping(path = "/products/{id}", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<Void> change(@PathVariable String id, @Valid @RequestBody ProductChange change) {
        Document product = storedIds(id)
                .map(stored -> products().find(Filters.eq("_id", stored)).first())
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> notFound("There is no such product."));
        if (change.price() != null) {
            products()
                    .updateOne(
                            byId(product), Updates.set("price", change.price().amount()));
        }
        if (change.quantity() != null && !restock(product, change.quantity())) {
            throw new ProblemException(GeneralProblem.TRY_AGAIN, "The stock has changed meanwhile.");
        }
        return ResponseEntity.noContent().build();
    }

    /** What was ever put in moves with what there is, where it is counted; buyers may be faster. */
    private boolean restock(Document product, int quantity) {
        Object now = product.get("quantity");
        if (!(now instanceof Integer left)) {
            return products()
                            .updateOne(byId(product), Updates.set("quantity", quantity))
                            .getMatchedCount()
                    == 1;
        }
        Document change = new Document("quantity", quantity - left);
        if (product.get("received") instanceof Number) {
            change.append("received", (long) quantity - left);
        }
        return products()
                        .updateOne(
                                Filters.and(byId(product), Filters.eq("quantity", left)), new Document("$inc", change))
                        .getMatchedCount()
                == 1;
    }

    private MongoCollection<Document> products() {
        return mongo.getCollection("products");
    }

    private static Bson byId(Document product) {
        return Filters.eq("_id", product.get("_id"));
    }

    @PostMapping(path = "/faults", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<Void> fault(@Valid @RequestBody FaultRequest request) {
        try {
            mongo.getMongoDatabaseFactory().getMongoDatabase("admin").runCommand(request.failPoint(takingOfStock()));
            return ResponseEntity.noContent().build();
        } catch (MongoCommandException e) {
            throw notFound("The database has no fail points; start it with enableTestCommands=1.");
        }
    }

    /** What neither payments nor the work in the background send. */
    private Document takingOfStock() {
        return writesTogether
                ? new Document("failCommands", List.of("bulkWrite"))
                : new Document("failCommands", List.of("update"))
                        .append("namespace", mongo.getDb().getName() + ".products");
    }

    /** A text; or an ObjectId, which is known by its digits. */
    private static Stream<Object> storedIds(String id) {
        return ObjectId.isValid(id) ? Stream.of(id, new ObjectId(id)) : Stream.of(id);
    }

    private static ProblemException notFound(String detail) {
        return new ProblemException(GeneralProblem.NOT_FOUND, detail);
    }

    record TokenRequest(@NotNull String userId, @Nullable List<@NotNull String> roles) {}

    enum Outcome {
        authorized,
        declined
    }

    record CompletionRequest(@NotNull Outcome outcome) {}

    record ProductChange(
            @Nullable @Min(0) @Max(1_000_000) Integer quantity,
            @Nullable @Valid MoneyRequest price) {}

    record FaultRequest(
            @NotNull String fault,
            @Nullable @Min(1) @Max(1000) Integer times) {

        /** At the taking of stock or at the commit. */
        Document failPoint(Document takingOfStock) {
            Document data = switch (fault) {
                case "write-conflict" ->
                    takingOfStock.append("errorCode", 112).append("errorLabels", List.of("TransientTransactionError"));
                case "commit-reply-lost" ->
                    new Document("failCommands", List.of("commitTransaction")).append("closeConnection", true);
                case "database-stalled" ->
                    takingOfStock.append("blockConnection", true).append("blockTimeMS", 8000);
                default ->
                    throw new ProblemException(GeneralProblem.INVALID_REQUEST, "There is no such fault.")
                            .with("errors", List.of(new FieldError("/fault", "is not a fault known here")));
            };
            return new Document("configureFailPoint", "failCommand")
                    .append("mode", new Document("times", times == null ? 1 : times))
                    .append("data", data);
        }
    }

    record FieldError(String pointer, String detail) {}
}
