package store.retro.order;

import com.mongodb.ReadConcern;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;
import store.retro.money.StoreCurrency;
import store.retro.mongo.CombinedReads;
import store.retro.mongo.Deadline;
import store.retro.mongo.TransactionErrors;
import store.retro.mongo.Unavailability;
import store.retro.mongo.Verdict;
import store.retro.payment.PaymentVerification;
import store.retro.product.PricedCart;
import store.retro.product.Pricing;
import store.retro.product.StockMovedException;
import store.retro.user.Users;
import store.retro.web.Problem;
import store.retro.web.Rejection;

/**
 * From a buyer's request to an order or the reason why not. Everything slow or outside comes before the transaction;
 * what the transaction finds comes last. Nothing here is transactional: {@link Placement} is, which {@link OrderGroups} calls.
 */
@Component
class Checkout {

    private final CombinedReads reads;
    private final Orders orders;
    private final PaymentVerification payments;
    private final Admission admission;
    private final OrderGroups groups;
    private final StoreCurrency currency;
    private final Verdict verdict;
    private final EventProperties events;
    private final Clock clock;
    private final OrderJournal journal;

    Checkout(
            CombinedReads reads,
            Orders orders,
            PaymentVerification payments,
            Admission admission,
            OrderGroups groups,
            StoreCurrency currency,
            Verdict verdict,
            EventProperties events,
            Clock clock,
            OrderJournal journal) {
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
     * @throws Rejection in the order of the contract
     */
    Placed place(PlaceOrder request) {
        return journal.note(() -> admission.request(() -> placeOnce(request)));
    }

    private Placed placeOnce(PlaceOrder request) {
        CombinedReads.Found found = read(request);
        Twins twins = orders.twins(request, found);
        try {
            Optional<Order> earlier = twins.replay(request);
            return earlier.isPresent() ? Placed.again(earlier.get()) : placeNew(request, twins.paymentVoided(), found);
        } catch (Rejection refusal) {
            return answerOfTwin(request, refusal);
        }
    }

    /** All that is to be known before the transaction, in one round trip. */
    private CombinedReads.Found read(PlaceOrder request) {
        CombinedReads.Found found = reads.read(
                Orders.lookup(request),
                Users.lookup(request.userId()),
                Pricing.lookup(request.cart()),
                PaymentVerification.lookup(request.userId(), request.paymentId()));
        Users.require(found);
        return found;
    }

    private Placed placeNew(PlaceOrder request, boolean voided, CombinedReads.Found first) {
        boolean paymentVoided = voided;
        CombinedReads.Found found = first;
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
                Twins twins = afterFailure(request, failure);
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
    private Twins afterFailure(PlaceOrder request, RuntimeException failure) {
        if (TransactionErrors.isUnknownCommit(failure)) {
            return verdict(request);
        }
        if (TransactionErrors.isDuplicateKey(failure)) {
            return orders.twins(request, ReadConcern.LINEARIZABLE);
        }
        if (Unavailability.is(failure)) {
            throw new Rejection(Problem.TRY_AGAIN, "The order could not be placed in time; nothing was written.");
        }
        throw failure;
    }

    /**
     * After a commit whose fate is not known. Absence proves nothing; another document with the key or the payment proves
     * that this order was not and cannot be placed.
     */
    private Twins verdict(PlaceOrder request) {
        return verdict.of(() -> orders.twins(request, ReadConcern.LINEARIZABLE))
                .filter(Twins::any)
                .orElseThrow(() -> new Rejection(
                        Problem.OUTCOME_UNKNOWN,
                        "It is not known whether the order was placed; repeat the request to learn it."));
    }

    /** Before a refusal is sent: a twin of this request may have placed the order meanwhile. */
    private Placed answerOfTwin(PlaceOrder request, Rejection refusal) {
        if (refusal.problem().retryable() || refusal.problem() == Problem.UNKNOWN_USER) {
            throw refusal;
        }
        return orders.twins(request, ReadConcern.LINEARIZABLE)
                .ownOrder(request)
                .map(Placed::again)
                .orElseThrow(() -> refusal);
    }

    private void requireAgreed(PlaceOrder request, PricedCart cart) {
        if (cart.total() != request.billingAmount()) {
            throw new Rejection(Problem.PRICE_CHANGED, "The total is not what was agreed to.")
                    .with("billingAmount", currency.of(cart.total()));
        }
    }

    private Order newOrder(PlaceOrder request, PricedCart cart) {
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
