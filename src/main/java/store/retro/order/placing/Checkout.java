package store.retro.order.placing;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.types.ObjectId;
import org.springframework.stereotype.Component;
import store.retro.money.StoreCurrency;
import store.retro.order.Order;
import store.retro.order.OrderLine;
import store.retro.order.OrderNumber;
import store.retro.order.OrderProblem;
import store.retro.order.OrderStatus;
import store.retro.order.Outbox;
import store.retro.order.Settlement;
import store.retro.order.storage.EarlierOrderLookup;
import store.retro.order.storage.EarlierOrders;
import store.retro.order.storage.MailWrites;
import store.retro.order.storage.OutboxRecording;
import store.retro.payment.handling.PaymentVerification;
import store.retro.platform.admission.AdmissionControl;
import store.retro.platform.admission.AdmissionControl.Permit;
import store.retro.platform.admission.GroupCommit;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.transaction.CommitOutcomeLookup;
import store.retro.platform.transaction.DatabaseUnavailable;
import store.retro.platform.transaction.TransactionErrors;
import store.retro.product.PricedCart;
import store.retro.product.Pricing;
import store.retro.product.StockMovedException;
import store.retro.user.UserProblem;
import store.retro.user.Users;

/**
 * From a buyer's request to an order or the reason why not. Everything slow or outside comes before the transaction;
 * what the transaction finds comes last. Nothing here is transactional: what {@link GroupCommit} runs is.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class Checkout {

    private final Users users;
    private final EarlierOrderLookup earlierOrders;
    private final Pricing pricing;
    private final PaymentVerification payments;
    private final AdmissionControl admission;
    private final GroupCommit<Order> groupCommit;
    private final StoreCurrency currency;
    private final CommitOutcomeLookup commitOutcome;
    private final OutboxRecording outbox;
    private final MailWrites mails;
    private final Clock clock;

    /**
     * Places the order, once for each key.
     *
     * @throws ProblemException in the order of the contract
     */
    Placed checkOut(PlaceOrderCommand command) {
        try (Permit permit = admission.admit()) {
            users.requireRemembered(command.userId());
            EarlierOrders earlier = find(command);
            if (earlier.any()) {
                users.require(command.userId());
            }
            try {
                Optional<Order> replay = replay(command, earlier);
                return replay.isPresent() ? Placed.again(replay.get()) : placeNew(command, earlier.paymentVoided());
            } catch (ProblemException refusal) {
                return answerOfTwin(command, refusal);
            }
        }
    }

    /** The order that would be placed; its payment is looked for, and need not be one. */
    Order rehearse(PlaceOrderCommand command) {
        users.requireRemembered(command.userId());
        replay(command, find(command));
        PricedCart cart = rememberedPrice(command);
        try {
            payments.require(command.userId(), command.paymentId(), cart.total());
        } catch (ProblemException refusal) {
            // it is nobody's who could be asked
        }
        return newOrder(command, cart);
    }

    private Placed placeNew(PlaceOrderCommand command, boolean voided) {
        boolean paymentVoided = voided;
        PricedCart cart = rememberedPrice(command);
        while (true) {
            requirePayment(command, cart, paymentVoided);
            Order order = newOrder(command, cart);
            try {
                groupCommit.submit(order);
                return Placed.now(order);
            } catch (StockMovedException moved) {
                Deadline.remainingOrFail();
            } catch (RuntimeException failure) {
                EarlierOrders earlier = afterFailure(command, failure);
                Optional<Order> twin = replay(command, earlier);
                if (twin.isPresent()) {
                    return twin.get().id().equals(order.id()) ? Placed.now(order) : Placed.again(twin.get());
                }
                paymentVoided = earlier.paymentVoided();
            }
            cart = todaysPrice(command);
        }
    }

    /** What is remembered refuses nobody, and what is agreed to is in the filters of the transaction's writes. */
    private PricedCart rememberedPrice(PlaceOrderCommand command) {
        try {
            return agreed(command, pricing.rememberedPrice(command.userId(), command.cart()));
        } catch (ProblemException perhaps) {
            return todaysPrice(command);
        }
    }

    private PricedCart todaysPrice(PlaceOrderCommand command) {
        users.require(command.userId());
        return agreed(command, pricing.price(command.userId(), command.cart()));
    }

    /** Before it is refused, what would be said first is read again. */
    private void requirePayment(PlaceOrderCommand command, PricedCart cart, boolean voided) {
        try {
            if (voided) {
                throw PaymentVerification.voided();
            }
            payments.require(command.userId(), command.paymentId(), cart.total());
        } catch (ProblemException refusal) {
            todaysPrice(command);
            throw refusal;
        }
    }

    /** What is stored now that the transaction has failed, where that decides how to go on. */
    private EarlierOrders afterFailure(PlaceOrderCommand command, RuntimeException failure) {
        if (TransactionErrors.isUnknownCommit(failure)) {
            return afterUnknownCommit(command);
        }
        if (TransactionErrors.isDuplicateKey(failure)) {
            return findCurrentAlone(command);
        }
        if (TransactionErrors.isUnfitDocument(failure)) {
            // everything else that it changes is in the filters of its writes
            users.require(command.userId());
        }
        if (DatabaseUnavailable.is(failure)) {
            throw new ProblemException(
                    GeneralProblem.TRY_AGAIN, "The order could not be placed in time; nothing was written.");
        }
        throw failure;
    }

    /**
     * After a commit whose fate is not known. Absence proves nothing; another document with the key or the payment
     * proves that this order was not and cannot be placed.
     */
    private EarlierOrders afterUnknownCommit(PlaceOrderCommand command) {
        return commitOutcome.require(
                () -> Optional.of(findCurrentAlone(command)).filter(EarlierOrders::any),
                "whether the order was placed");
    }

    /** Before a refusal is sent: a twin of this request may have placed the order meanwhile. */
    private Placed answerOfTwin(PlaceOrderCommand command, ProblemException refusal) {
        if (refusal.problem().retryable() || refusal.problem() == UserProblem.UNKNOWN_USER) {
            throw refusal;
        }
        return earlierOrders
                .findCurrent(command.userId(), command.keyValue(), command.paymentId())
                .ownOrder(command.keyValue(), command.hash())
                .map(Placed::again)
                .orElseThrow(() -> refusal);
    }

    private static Optional<Order> replay(PlaceOrderCommand command, EarlierOrders earlier) {
        return earlier.replay(command.keyValue(), command.hash());
    }

    private EarlierOrders find(PlaceOrderCommand command) {
        return earlierOrders.find(command.userId(), command.keyValue(), command.paymentId());
    }

    private EarlierOrders findCurrentAlone(PlaceOrderCommand command) {
        return earlierOrders.findCurrentAlone(command.userId(), command.keyValue(), command.paymentId());
    }

    private PricedCart agreed(PlaceOrderCommand command, PricedCart cart) {
        if (cart.total() != command.billingAmount()) {
            throw new ProblemException(OrderProblem.PRICE_CHANGED, "The total is not what was agreed to.")
                    .with("billingAmount", currency.of(cart.total()));
        }
        return cart;
    }

    private Order newOrder(PlaceOrderCommand command, PricedCart cart) {
        Instant now = clock.instant();
        return Order.builder()
                .id(new ObjectId().toHexString())
                .userId(command.userId())
                .number(OrderNumber.random())
                .status(OrderStatus.PLACED)
                .placedAt(now)
                .items(cart.lines().stream().map(OrderLine::of).toList())
                .billingAmount(command.billingAmount())
                .currency(currency.code())
                .shippingAddress(command.shippingAddress())
                .paymentId(command.paymentId())
                .idempotencyKey(command.keyValue())
                .requestHash(command.hash())
                .settlement(Settlement.ofNewOrder(now))
                .outbox(outbox.enabled() ? Outbox.ofNewOrder(now) : null)
                .mails(mails.ofNewOrder(now))
                .build();
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
