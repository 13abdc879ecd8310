package store.retro.bench;

import com.mongodb.ClientBulkWriteException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.client.MongoClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import store.retro.bench.Refusal.Reason;

/**
 * Places orders as the store does, by the driver alone: its documents, indexes and look-ups, its transaction and its
 * refusals, in its order. Orders of one hot product do not wait for each other, though: each has its own transaction.
 */
final class DriverOrders {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final OrderCommands commands;
    private final DriverTransactions transactions;

    DriverOrders(MongoClient client, OrderCommands commands) {
        this.commands = commands;
        this.transactions = new DriverTransactions(client, PATIENCE);
    }

    /** An order, and whether an earlier request had placed it. */
    record Placed(Document order, boolean replayed) {}

    /** Stock, a price or the user has moved since it was read; whoever catches this reads again and decides anew. */
    private static final class MovedException extends RuntimeException {

        MovedException() {
            super(null, null, false, false);
        }
    }

    /**
     * Places the order, once for each key.
     *
     * @throws Refusal in the order of the contract
     */
    Placed place(OrderRequest request) {
        requireUser(commands.isKnown(request.userId()));
        List<Document> found = commands.earlierOrders(request, ReadConcern.MAJORITY);
        if (!found.isEmpty()) {
            requireUser(commands.exists(request.userId()));
        }
        try {
            return replay(request, found).map(order -> new Placed(order, true)).orElseGet(() -> placeNew(request));
        } catch (Refusal refusal) {
            if (refusal.retryable() || refusal.is(Reason.UNKNOWN_USER)) {
                throw refusal;
            }
            return ownOrder(request, commands.earlierOrders(request, ReadConcern.LINEARIZABLE))
                    .map(order -> new Placed(order, true))
                    .orElseThrow(() -> refusal);
        }
    }

    private static void requireUser(boolean known) {
        if (!known) {
            throw new Refusal(Reason.UNKNOWN_USER, "The token is good, but its user is not known to the store.");
        }
    }

    private Placed placeNew(OrderRequest request) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Document order = remembered(request);
        while (true) {
            requirePayment(request);
            Document attempt = order;
            try {
                transactions.run(session -> {
                    if (!commands.write(session, attempt)) {
                        throw new MovedException();
                    }
                });
                return new Placed(order, false);
            } catch (MovedException e) {
                if (System.nanoTime() > end) {
                    throw new Refusal(Reason.TRY_AGAIN, "The order could not be placed in time; nothing was written.");
                }
            } catch (MongoException e) {
                if (!isDuplicateKey(e)) {
                    throw e;
                }
                Optional<Document> earlier = replay(request, commands.earlierOrders(request, ReadConcern.LINEARIZABLE));
                if (earlier.isPresent()) {
                    boolean own = earlier.get().get("_id").equals(order.get("_id"));
                    return new Placed(earlier.get(), !own);
                }
            }
            order = today(request);
        }
    }

    /** What is remembered refuses nobody. */
    private Document remembered(OrderRequest request) {
        try {
            return NewOrder.of(
                    request, commands.rememberedProducts(request.quantities().keySet()));
        } catch (Refusal perhaps) {
            return today(request);
        }
    }

    private Document today(OrderRequest request) {
        requireUser(commands.exists(request.userId()));
        return NewOrder.of(request, commands.products(request.quantities().keySet()));
    }

    private void requirePayment(OrderRequest request) {
        try {
            PaymentCheck.require(request, commands.payment(request), commands::providersPayment);
        } catch (Refusal refusal) {
            today(request);
            throw refusal;
        }
    }

    /** The order that this request has placed before; another with its payment is a reason to refuse. */
    private static Optional<Document> replay(OrderRequest request, List<Document> earlier) {
        Optional<Document> own = ownOrder(request, earlier);
        if (own.isEmpty() && first(earlier, "paymentId", request.paymentId()).isPresent()) {
            throw new Refusal(Reason.PAYMENT_ALREADY_USED, "This payment has already paid for an order of yours.");
        }
        return own;
    }

    private static Optional<Document> ownOrder(OrderRequest request, List<Document> earlier) {
        if (request.key() == null) {
            return first(earlier, "paymentId", request.paymentId()).filter(order -> isOf(request, order));
        }
        Optional<Document> byKey = first(earlier, "idempotencyKey", request.key());
        if (byKey.isPresent() && !isOf(request, byKey.get())) {
            throw new Refusal(Reason.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key has already placed another order.");
        }
        return byKey;
    }

    private static boolean isOf(OrderRequest request, Document order) {
        return request.hash().equals(order.getString("requestHash"));
    }

    private static Optional<Document> first(List<Document> orders, String field, String value) {
        return orders.stream()
                .filter(order -> value.equals(order.getString(field)))
                .findFirst();
    }

    private static boolean isDuplicateKey(MongoException e) {
        return ErrorCategory.fromErrorCode(e.getCode()) == ErrorCategory.DUPLICATE_KEY
                || e instanceof ClientBulkWriteException bulk
                        && bulk.getWriteErrors().values().stream()
                                .anyMatch(error ->
                                        ErrorCategory.fromErrorCode(error.getCode()) == ErrorCategory.DUPLICATE_KEY);
    }
}
