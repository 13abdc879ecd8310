package store.retro.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.Builder;
import lombok.With;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import store.retro.money.Money;
import store.retro.order.HistoryEntry.Event;
import store.retro.payment.PaymentStatus;
import store.retro.platform.documents.Counter;
import store.retro.platform.documents.IfReadable;
import store.retro.user.Address;
import store.retro.user.UserUpdate;

/**
 * An order.
 *
 * @param billingAmount in minor units of the store's currency
 * @param currency the store's, which never changes; absent before 2.0
 * @param refundedAmount what was given back of it while the order stood, or let go; absent, nothing
 * @param shippingAddress null once its user was erased, as is {@code requestHash}
 * @param cancelReason absent in an order from before 2.0, which only its buyer could cancel
 * @param idempotencyKey with which it was placed; kept for ever
 * @param requestHash of the request that placed it
 * @param settlement of its payment; no caller sees it
 * @param history what has happened to it since it was placed; {@link HistoryEntry#of(Order)} has it all
 * @param refunds what it was reduced by since 2.0, oldest first; {@link #allRefunds()} is never null
 * @param outbox the events of its status, where there is somebody to receive them; no caller sees it
 * @param moneyOutbox the events of its money, likewise
 * @param mails to its user, where mail is on; no caller sees them
 */
@Builder
@Document(Order.COLLECTION)
public record Order(
        @Id String id,
        String userId,
        String number,
        @With(AccessLevel.PRIVATE) OrderStatus status,
        Instant placedAt,
        @With(AccessLevel.PRIVATE) @Nullable Instant shippedAt,
        @With(AccessLevel.PRIVATE) @Nullable Instant cancelledAt,
        List<OrderLine> items,
        long billingAmount,
        @Nullable String currency,
        @With(AccessLevel.PRIVATE) @Counter @Nullable Long refundedAmount,
        @With @Nullable Address shippingAddress,
        @With @IfReadable @Nullable Shipment shipment,
        @With(AccessLevel.PRIVATE) @IfReadable @Nullable CancelReason cancelReason,
        String paymentId,
        @Nullable String idempotencyKey,
        @Nullable String requestHash,
        Settlement settlement,
        @Counter @Nullable List<HistoryEntry> history,
        @With(AccessLevel.PRIVATE) @Counter @Nullable List<Refund> refunds,
        @Nullable Outbox outbox,
        @Nullable Outbox moneyOutbox,
        @Nullable WaitingMails mails) {

    public static final String COLLECTION = "orders";

    public Order {
        Money.requireFrom(0, billingAmount);
        long refunded = Objects.requireNonNullElse(refundedAmount, 0L);
        if (refunded < 0 || refunded > billingAmount) {
            throw new IllegalArgumentException("an amount out of range");
        }
        if ((shippingAddress == null) != (requestHash == null)) {
            throw new IllegalArgumentException("emptied in part");
        }
    }

    /** What it has been reduced by in all, whether the money was taken or only held. */
    public long reduction() {
        return status == OrderStatus.CANCELLED ? billingAmount : Objects.requireNonNullElse(refundedAmount, 0L);
    }

    /** What its payment is to have come to, in minor units of the store's currency. */
    public long amountDue() {
        return billingAmount - reduction();
    }

    /** Why it was cancelled; null unless it was. */
    public @Nullable CancelReason reasonOfCancel() {
        return status == OrderStatus.CANCELLED ? Objects.requireNonNullElse(cancelReason, CancelReason.BUYER) : null;
    }

    /** What is to become of its money. */
    public OrderStatus.Money moneyDue() {
        if (settlement.status() == PaymentStatus.UNKNOWN) {
            return OrderStatus.Money.LEFT_ALONE;
        }
        boolean nothingLeft = reduction() > 0 && amountDue() == 0;
        return nothingLeft && status.money() == OrderStatus.Money.TAKEN ? OrderStatus.Money.GIVEN_BACK : status.money();
    }

    public List<Refund> allRefunds() {
        return Objects.requireNonNullElse(refunds, List.of());
    }

    /** How many units of a line no refund has brought back. */
    public int unitsLeft(OrderLine line) {
        int back = allRefunds().stream()
                .mapToInt(refund -> refund.units(line.productId()))
                .sum();
        return Math.max(0, line.quantity() - back);
    }

    /** Its lines, as far as no refund has brought them back. */
    public List<OrderLine> linesLeft() {
        return items.stream()
                .filter(line -> unitsLeft(line) > 0)
                .map(line -> line.withQuantity(unitsLeft(line)))
                .toList();
    }

    /** Whether a refund brings back all units that are left. */
    public boolean isAllLeft(Refund refund) {
        return items.stream().allMatch(line -> unitsLeft(line) == refund.units(line.productId()));
    }

    /** This order after a refund, which may have made it cancelled or returned. */
    public Order reducedBy(Refund refund, OrderStatus becomes) {
        List<Refund> more = new ArrayList<>(allRefunds());
        more.add(refund);
        Order reduced = withRefunds(more).withRefundedAmount(reduction() + refund.amount());
        return becomes == OrderStatus.CANCELLED
                ? reduced.reached(becomes, HistoryEntry.of(refund.at(), Event.CANCELLED, refund.by()))
                : reduced.withStatus(becomes);
    }

    /** A refund of all that is left of it. */
    public Refund rest(HistoryEntry entry) {
        return Refund.builder()
                .id(Refund.newId())
                .amount(amountDue())
                .restocked(true)
                .at(entry.at())
                .by(entry.by())
                .staffId(entry.staffId())
                .reason(entry.reason())
                .status(RefundStatus.DUE)
                .build();
    }

    /** What it was reduced by without a refund, as versions before 2.0 do. */
    public long unnoted() {
        return reduction() - allRefunds().stream().mapToLong(Refund::amount).sum();
    }

    /** The refund that the first event of one tells of, of those that wait to be told. */
    public Optional<Refund> firstToTell() {
        List<Refund> told = allRefunds().stream()
                .filter(refund -> Boolean.TRUE.equals(refund.told()))
                .toList();
        int waiting = moneyOutbox == null ? 0 : Collections.frequency(moneyOutbox.pending(), OrderEventType.REFUNDED);
        return waiting > 0 && waiting <= told.size() ? Optional.of(told.get(told.size() - waiting)) : Optional.empty();
    }

    /** What it changes of its user. */
    public UserUpdate userUpdate() {
        return new UserUpdate(userId, Objects.requireNonNull(shippingAddress), billingAmount);
    }

    /** This order as its buyer saw it at a moment. */
    public Order asOf(Instant moment) {
        if (cancelledAt != null && !cancelledAt.isAfter(moment)) {
            return reached(OrderStatus.CANCELLED, cancelledAt);
        }
        if (status == OrderStatus.RETURNED
                && allRefunds().stream().noneMatch(refund -> refund.at().isAfter(moment))) {
            return this;
        }
        return shippedAt != null && !shippedAt.isAfter(moment)
                ? reached(OrderStatus.SHIPPED, shippedAt)
                : reached(OrderStatus.PLACED, placedAt);
    }

    /** This order with no more given back than at a moment. */
    public Order reducedAsOf(Instant moment) {
        long later = allRefunds().stream()
                .filter(refund -> refund.at().isAfter(moment))
                .mapToLong(Refund::amount)
                .sum();
        long now = Objects.requireNonNullElse(refundedAmount, 0L);
        return later == 0 ? this : withRefundedAmount(Math.max(0, now - later));
    }

    /** This order once it has reached a later status, as its history says. */
    public Order reached(OrderStatus later, HistoryEntry entry) {
        Order reached = reached(later, entry.at());
        return later == OrderStatus.CANCELLED ? reached.withCancelReason(CancelReason.of(entry)) : reached;
    }

    /** This order as its buyer sees it once it has reached a later status. */
    public Order reached(OrderStatus later, Instant at) {
        return withStatus(later)
                .withShippedAt(later == OrderStatus.SHIPPED ? at : null)
                .withCancelledAt(later == OrderStatus.CANCELLED ? at : null)
                .withShipment(later == OrderStatus.SHIPPED ? shipment : null);
    }
}
