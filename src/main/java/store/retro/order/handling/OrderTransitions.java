package store.retro.order.handling;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import store.retro.order.CancelReason;
import store.retro.order.HistoryEntry;
import store.retro.order.HistoryEntry.By;
import store.retro.order.HistoryEntry.Event;
import store.retro.order.Order;
import store.retro.order.OrderProblem;
import store.retro.order.OrderStatus;
import store.retro.order.Shipment;
import store.retro.order.storage.OrderMovedException;
import store.retro.order.storage.Orders;
import store.retro.order.transaction.OrderTransactions;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.user.Address;
import store.retro.user.Users;

/**
 * What can become of an order once it is placed. Of two changes that exclude each other one is made, whoever asks, and
 * each once, however often it is asked for.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class OrderTransitions {

    /** An order notes each change, and must not grow for ever. */
    private static final int MOST_NOTED = 1_000;

    private final Orders orders;
    private final Users users;
    private final OrderTransactions transactions;
    private final ShippingCheck shipping;
    private final TransitionRunner runner;
    private final Clock clock;

    /**
     * A change of an order.
     *
     * @param made whether an order is as it is to be
     * @param requirement refuses where it cannot become so
     * @param history what is noted of it, once it is made at a moment
     * @param transaction one attempt to make it so
     * @param result what an order is after that
     * @param words what has happened to an order then
     */
    private record Change(
            Predicate<Order> made,
            Consumer<Order> requirement,
            Function<Instant, HistoryEntry> history,
            BiConsumer<Order, HistoryEntry> transaction,
            BiFunction<Order, HistoryEntry, Order> result,
            String words) {}

    /**
     * Cancels an order of the user.
     *
     * @return the order, cancelled now or before
     * @throws ProblemException {@code not-found}, or {@code order-not-cancellable} once it is shipped
     */
    Order cancel(String userId, String id) {
        return cancel(own(userId, id), CancelReason.BUYER, now -> HistoryEntry.of(now, Event.CANCELLED, By.BUYER));
    }

    /**
     * Cancels an order of somebody else.
     *
     * @param staffId who does
     * @return the order, cancelled now or before
     * @throws ProblemException {@code not-found}, {@code forbidden}, or {@code order-not-cancellable} once it is
     *     shipped
     */
    Order cancelByStaff(String id, String staffId, String reason) {
        return cancel(
                ofSomebodyElse(id, staffId),
                CancelReason.STAFF,
                now -> HistoryEntry.byStaff(now, Event.CANCELLED, staffId, reason));
    }

    private Order cancel(Order known, CancelReason reason, Function<Instant, HistoryEntry> history) {
        Change cancel = new Change(
                order -> order.status() == OrderStatus.CANCELLED,
                OrderTransitions::requireCancellable,
                history,
                (order, entry) -> transactions.cancel(order, reason, entry),
                (order, entry) -> order.reached(OrderStatus.CANCELLED, entry),
                "was cancelled");
        return change(known, cancel);
    }

    private static void requireCancellable(Order order) {
        if (!order.status().canBecome(OrderStatus.CANCELLED)) {
            throw refusal(OrderProblem.ORDER_NOT_CANCELLABLE, order);
        }
    }

    /**
     * Ships an order, or replaces what was said of its parcel.
     *
     * @param staffId who does
     * @param shipment what is said of it; null for nothing, which leaves what was said
     * @return the order, shipped now or before
     * @throws ProblemException {@code not-found}, or {@code order-not-shippable} with its {@code reason}
     * @throws store.retro.payment.PaymentGatewayException when its provider cannot be asked now
     */
    Order ship(String id, String staffId, @Nullable Shipment shipment) {
        Shipment parcel = shipment == null ? null : shipment.orNull();
        Change ship = new Change(
                order -> order.status() == OrderStatus.SHIPPED
                        && (shipment == null || Objects.equals(order.shipment(), parcel)),
                shipping::require,
                now -> HistoryEntry.byStaff(now, Event.SHIPPED, staffId).withShipment(parcel),
                this::send,
                (order, entry) -> order.withShipment(parcel)
                        .reached(OrderStatus.SHIPPED, Objects.requireNonNullElse(order.shippedAt(), entry.at())),
                "was shipped so");
        return change(found(id), ship);
    }

    private void send(Order order, HistoryEntry entry) {
        if (order.status() == OrderStatus.PLACED) {
            transactions.ship(order, entry);
        } else {
            transactions.changeShipment(order, entry.withEvent(Event.SHIPMENT_CHANGED));
        }
    }

    /**
     * Changes where an order of the user is sent.
     *
     * @return the order, with the address
     * @throws ProblemException {@code not-found}, or {@code order-not-changeable} once it is not placed any more
     */
    Order changeAddress(String userId, String id, Address address) {
        return changeAddress(own(userId, id), address, now -> HistoryEntry.of(now, Event.ADDRESS_CHANGED, By.BUYER));
    }

    /** As {@link #changeAddress}, for whoever the order is of. */
    Order changeAddressByStaff(String id, String staffId, Address address) {
        return changeAddress(found(id), address, now -> HistoryEntry.byStaff(now, Event.ADDRESS_CHANGED, staffId));
    }

    private Order changeAddress(Order known, Address address, Function<Instant, HistoryEntry> history) {
        Change move = new Change(
                order -> order.status() == OrderStatus.PLACED && address.equals(order.shippingAddress()),
                OrderTransitions::requireChangeable,
                history,
                (order, entry) -> transactions.changeAddress(order, address, entry),
                (order, entry) -> order.withShippingAddress(address),
                "was changed");
        return change(known, move);
    }

    private static void requireChangeable(Order order) {
        if (order.status() != OrderStatus.PLACED) {
            throw refusal(OrderProblem.ORDER_NOT_CHANGEABLE, order);
        }
        if (order.history() != null && order.history().size() >= MOST_NOTED) {
            throw new ProblemException(OrderProblem.ORDER_NOT_CHANGEABLE, "The order has been changed too often.");
        }
    }

    private Order change(Order known, Change change) {
        Order order = known;
        while (!change.made().test(order)) {
            change.requirement().accept(order);
            Order from = order;
            HistoryEntry entry = change.history().apply(clock.instant());
            try {
                runner.run(from, each -> change.transaction().accept(each, entry));
                return change.result().apply(from, entry);
            } catch (OrderMovedException moved) {
                Deadline.remainingOrFail();
                order = runner.current(from);
            } catch (RuntimeException failure) {
                order = runner.afterFailure(
                        from,
                        change.words(),
                        found -> change.made().test(found) || found.status() != from.status(),
                        failure);
            }
        }
        return order;
    }

    private Order own(String userId, String id) {
        users.require(userId);
        return orders.find(userId, id)
                .orElseThrow(() -> new ProblemException(GeneralProblem.NOT_FOUND, "There is no such order of yours."));
    }

    private Order found(String id) {
        return orders.find(id).orElseThrow(TransitionRunner::notFound);
    }

    /** @throws ProblemException {@code not-found}, or {@code forbidden} where it is the caller's own */
    Order ofSomebodyElse(String id, String staffId) {
        Order order = found(id);
        if (order.userId().equals(staffId)) {
            throw new ProblemException(
                    GeneralProblem.FORBIDDEN, "The order is your own: somebody else has to do this.");
        }
        return order;
    }

    private static ProblemException refusal(OrderProblem problem, Order order) {
        return new ProblemException(
                problem,
                switch (order.status()) {
                    case PLACED -> "The order is placed.";
                    case SHIPPED -> "The order has been shipped.";
                    case CANCELLED -> "The order was cancelled.";
                    case RETURNED -> "The order has been shipped and given back.";
                    case UNKNOWN -> "A later version of the store has changed the order.";
                });
    }
}
