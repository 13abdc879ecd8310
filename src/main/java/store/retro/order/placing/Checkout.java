package store.retro.order.placing;

import com.mongodb.ReadConcern;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;
import store.retro.money.StoreCurrency;
import store.retro.order.EarlierOrders;
import store.retro.order.Order;
import store.retro.order.OrderNumber;
import store.retro.order.OrderStatus;
import store.retro.order.Orders;
import store.retro.order.Outbox;
import store.retro.order.Settlement;
import store.retro.order.events.EventProperties;
import store.retro.order.transaction.AdmissionControl;
import store.retro.order.transaction.GroupCommit;
import store.retro.payment.PaymentVerification;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.mongo.UnionQuery;
import store.retro.platform.problem.Problem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.transaction.CommitOutcomeLookup;
import store.retro.platform.transaction.DatabaseUnavailable;
import store.retro.platform.transaction.TransactionErrors;
import store.retro.product.PricedCart;
import store.retro.product.Pricing;
import store.retro.product.StockMovedException;
import store.retro.user.Users;

/**
 * From a buyer's request to an order or the reason why not. Everything slow or outside comes before the transaction;
 * what the transaction finds comes last. Nothing here is transactional: {@link store.retro.order.transaction.OrderTransactions} is, which {@link GroupCommit} calls.
 */
@Component
class Checkout {

    private final UnionQuery reads;
    private final Orders orders;
    private final PaymentVerification payments;
    private final AdmissionControl admission;
    private final GroupCommit groups;
    private final StoreCurrency currency;
    private final CommitOutcomeLookup verdict;
    private final EventProperties events;
    private final Clock clock;
    private final OrderMetrics journal;

    Checkout(
            UnionQuery reads,
            Orders orders,
            PaymentVerification payments,
            AdmissionControl admission,
            GroupCommit groups,
            StoreCurrency currency,
            CommitOutcomeLookup verdict,
            EventProperties events,
            Clock clock,
            OrderMetrics journal) {
        this.reads = reads;
        this.orders = orders;
        this.payments = payments;
        this.admission = admission;
        this.groups = groups;
        this.currency = currency;
        this.verdict = verdict;
        this.events = events;
        this.clock = clock;
        this.journal = journal;
    }

    /**
     * Places the order, once for each key.
     *
     * @throws ProblemException in the order of the contract
     */
    Placed place(PlaceOrderCommand request) {
        return journal.note(() -> admission.request(() -> placeOnce(request)));
    }

    private Placed placeOnce(PlaceOrderCommand request) {
        UnionQuery.Found found = read(request);
        EarlierOrders twins = orders.twins(request, found);
        try {
            Optional<Order> earlier = twins.replay(request);
            return earlier.isPresent() ? Placed.again(earlier.get()) : placeNew(request, twins.paymentVoided(), found);
        } catch (ProblemException refusal) {
            return answerOfTwin(request, refusal);
        }
    }

    /** All that is to be known before the transaction, in one round trip. */
    private UnionQuery.Found read(PlaceOrderCommand request) {
        UnionQuery.Found found = reads.read(
                Orders.lookup(request),
                Users.lookup(request.userId()),
                Pricing.lookup(request.cart()),
                PaymentVerification.lookup(request.userId(), request.paymentId()));
        Users.require(found);
        return found;
    }

    private Placed placeNew(PlaceOrderCommand request, boolean voided, UnionQuery.Found first) {
        boolean paymentVoided = voided;
        UnionQuery.Found found = first;
        while (true) {
            PricedCart cart = Pricing.price(request.cart(), found);
            requireAgreed(request, cart);
            if (paymentVoided) {
                throw PaymentVerification.voided();
            }
            payments.require(request.userId(), found, cart.total());
            Order order = newOrder(request, cart);
            try {
                groups.place(order);
                return Placed.now(order);
            } catch (StockMovedException moved) {
                Deadline.remainingOrFail();
            } catch (RuntimeException failure) {
                EarlierOrders twins = afterFailure(request, failure);
                Optional<Order> twin = twins.replay(request);
                if (twin.isPresent()) {
                    return twin.get().id().equals(order.id()) ? Placed.now(order) : Placed.again(twin.get());
                }
                paymentVoided = twins.paymentVoided();
            }
            found = read(request);
        }
    }

    /** What is stored now that the transaction has failed, where that decides how to go on. */
    private EarlierOrders afterFailure(PlaceOrderCommand request, RuntimeException failure) {
        if (TransactionErrors.isUnknownCommit(failure)) {
            return verdict(request);
        }
        if (TransactionErrors.isDuplicateKey(failure)) {
            return orders.twins(request, ReadConcern.LINEARIZABLE);
        }
        if (DatabaseUnavailable.is(failure)) {
            throw new ProblemException(
                    Problem.TRY_AGAIN, "The order could not be placed in time; nothing was written.");
        }
        throw failure;
    }

    /**
     * After a commit whose fate is not known. Absence proves nothing; another document with the key or the payment proves
     * that this order was not and cannot be placed.
     */
    private EarlierOrders verdict(PlaceOrderCommand request) {
        return verdict.of(() -> orders.twins(request, ReadConcern.LINEARIZABLE))
                .filter(EarlierOrders::any)
                .orElseThrow(() -> new ProblemException(
                        Problem.OUTCOME_UNKNOWN,
                        "It is not known whether the order was placed; repeat the request to learn it."));
    }

    /** Before a refusal is sent: a twin of this request may have placed the order meanwhile. */
    private Placed answerOfTwin(PlaceOrderCommand request, ProblemException refusal) {
        if (refusal.problem().retryable() || refusal.problem() == Problem.UNKNOWN_USER) {
            throw refusal;
        }
        return orders.twins(request, ReadConcern.LINEARIZABLE)
                .ownOrder(request)
                .map(Placed::again)
                .orElseThrow(() -> refusal);
    }

    private void requireAgreed(PlaceOrderCommand request, PricedCart cart) {
        if (cart.total() != request.billingAmount()) {
            throw new ProblemException(Problem.PRICE_CHANGED, "The total is not what was agreed to.")
                    .with("billingAmount", currency.of(cart.total()));
        }
    }

    private Order newOrder(PlaceOrderCommand request, PricedCart cart) {
        Instant now = clock.instant();
        return new Order(
                new ObjectId().toHexString(),
                request.userId(),
                OrderNumber.random(),
                OrderStatus.PLACED,
                now,
                null,
                null,
                cart.lines(),
                request.billingAmount(),
                request.shippingAddress(),
                request.paymentId(),
                request.keyValue(),
                request.hash(),
                Settlement.ofNewOrder(now),
                events.configured() ? Outbox.ofNewOrder(now) : null);
    }

    /** An order, and whether an earlier request had placed it. */
    record Placed(Order order, boolean replayed) {

        static Placed now(Order order) {
            return new Placed(order, false);
        }

        static Placed again(Order order) {
            return new Placed(order, true);
        }
    }
}
