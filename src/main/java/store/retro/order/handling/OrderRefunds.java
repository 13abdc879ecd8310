package store.retro.order.handling;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.money.AmountRange;
import store.retro.money.StoreCurrency;
import store.retro.order.HistoryEntry.By;
import store.retro.order.Order;
import store.retro.order.OrderLine;
import store.retro.order.OrderProblem;
import store.retro.order.OrderStatus;
import store.retro.order.Refund;
import store.retro.order.RefundLine;
import store.retro.order.RefundStatus;
import store.retro.order.storage.OrderMovedException;
import store.retro.order.transaction.OrderTransactions;
import store.retro.payment.PaymentProblem;
import store.retro.payment.PaymentStatus;
import store.retro.payment.handling.PaymentSettlement;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.mongo.CompatibilityProperties;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.product.Cart;
import store.retro.product.CartLine;
import store.retro.product.ProductProblem;

/** Gives back a part of an order, or all that is left of it, once for each key. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class OrderRefunds {

    /** The first version that can read an order which is returned. */
    private static final String KNOWS_RETURNED = "2.0.0";

    private final OrderTransitions transitions;
    private final TransitionRunner runner;
    private final OrderTransactions transactions;
    private final PaymentSettlement payments;
    private final CompatibilityProperties compatibility;
    private final StoreCurrency currency;
    private final Clock clock;

    /** @param replayed whether the refund was there already */
    record Refunded(Order order, boolean replayed) {}

    /**
     * Reduces an order; its money follows.
     *
     * @throws ProblemException {@code not-found}, {@code forbidden}, {@code idempotency-key-reused}, {@code
     *     order-not-changeable}, {@code unknown-product}, {@code more-than-left} or {@code payment-not-possible}
     */
    Refunded refund(RefundCommand command) {
        Order order = transitions.ofSomebodyElse(command.orderId(), command.staffId());
        String id = Refund.newId();
        for (; ; ) {
            Optional<Refund> twin = find(order, command);
            if (twin.isPresent()) {
                return new Refunded(order, !twin.get().id().equals(id));
            }
            Order from = order;
            Refund refund = refund(order, command, id);
            requirePossible(order, refund.amount());
            try {
                OrderStatus becomes = becomes(from, refund);
                runner.run(from, each -> transactions.refund(each, refund, becomes));
                return new Refunded(from.reducedBy(refund, becomes), false);
            } catch (OrderMovedException moved) {
                Deadline.remainingOrFail();
                order = runner.current(from);
            } catch (RuntimeException failure) {
                order = runner.afterFailure(
                        from, "was reduced", found -> find(found, command).isPresent(), failure);
            }
        }
    }

    private static Optional<Refund> find(Order order, RefundCommand command) {
        Optional<Refund> found = order.allRefunds().stream()
                .filter(refund -> command.key().value().equals(refund.idempotencyKey()))
                .findFirst();
        if (found.isPresent() && !command.hash().equals(found.get().requestHash())) {
            throw new ProblemException(
                    GeneralProblem.IDEMPOTENCY_KEY_REUSED,
                    "This Idempotency-Key has already given back something else of the order.");
        }
        return found;
    }

    private Refund refund(Order order, RefundCommand command, String id) {
        if (order.status() != OrderStatus.PLACED && order.status() != OrderStatus.SHIPPED) {
            throw new ProblemException(
                    OrderProblem.ORDER_NOT_CHANGEABLE,
                    "The order is " + order.status().code() + ".");
        }
        Refund.RefundBuilder refund = Refund.builder()
                .id(id)
                .at(clock.instant())
                .by(By.STAFF)
                .staffId(command.staffId())
                .reason(command.reason())
                .idempotencyKey(command.key().value())
                .requestHash(command.hash())
                .status(RefundStatus.DUE);
        Cart lines = command.lines();
        if (lines == null) {
            requireLeft(order, command.amount());
            return refund.amount(command.amount()).build();
        }
        List<OrderLine> back = lines(order, lines);
        long charged = back.stream()
                .mapToLong(line -> line.unitPrice() * line.quantity())
                .sum();
        return refund.amount(Math.min(charged, order.amountDue()))
                .items(back.stream().map(RefundLine::of).toList())
                .restocked(command.restock())
                .build();
    }

    private void requireLeft(Order order, long amount) {
        if (amount > order.amountDue()) {
            throw new ProblemException(OrderProblem.MORE_THAN_LEFT, "There is less money left of the order.")
                    .with("left", currency.of(order.amountDue()));
        }
    }

    private static List<OrderLine> lines(Order order, Cart wanted) {
        Map<String, OrderLine> lines =
                order.items().stream().collect(Collectors.toMap(OrderLine::productId, line -> line, (a, b) -> a));
        List<String> unknown = wanted.lines().stream()
                .map(CartLine::productId)
                .filter(id -> !lines.containsKey(id))
                .toList();
        if (!unknown.isEmpty()) {
            throw new ProblemException(ProductProblem.UNKNOWN_PRODUCT, "The order has no such product.")
                    .with("productIds", unknown);
        }
        List<ShortLine> tooMany = new ArrayList<>();
        List<OrderLine> back = new ArrayList<>();
        for (CartLine line : wanted.lines()) {
            OrderLine bought = Objects.requireNonNull(lines.get(line.productId()));
            int left = order.unitsLeft(bought);
            if (line.quantity() > left) {
                tooMany.add(new ShortLine(line.productId(), line.quantity(), left));
            } else {
                back.add(bought.withQuantity(line.quantity()));
            }
        }
        if (!tooMany.isEmpty()) {
            throw new ProblemException(OrderProblem.MORE_THAN_LEFT, "There are fewer units left of the order.")
                    .with("items", tooMany);
        }
        return back;
    }

    /** A line of which there is less left than was asked for. */
    record ShortLine(String productId, int requested, int left) {}

    /** That the provider can give this back, and still take the rest. */
    private void requirePossible(Order order, long amount) {
        AmountRange possible = payments.amounts(order.userId(), order.paymentId());
        long rest = order.amountDue() - amount;
        boolean toBeTaken = order.settlement().status() != PaymentStatus.CAPTURED && rest > 0;
        if (amount % possible.step() != 0 || toBeTaken && !possible.contains(rest)) {
            String detail = "The provider takes and gives back amounts in steps of " + possible.step()
                    + " minor units, and takes no less than " + possible.least() + ".";
            throw PaymentProblem.notPossible(detail, possible, currency);
        }
    }

    private OrderStatus becomes(Order order, Refund refund) {
        if (refund.items() == null || !order.isAllLeft(refund)) {
            return order.status();
        }
        if (order.status() == OrderStatus.PLACED) {
            return OrderStatus.CANCELLED;
        }
        return compatibility.allows(KNOWS_RETURNED) ? OrderStatus.RETURNED : order.status();
    }
}
