package store.retro.order;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import lombok.With;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import store.retro.money.Money;
import store.retro.platform.documents.IfReadable;

/**
 * Something that has happened to an order. That it was placed stands in the order's own time; what comes later is noted
 * in the write that lets it happen.
 *
 * @param amount in minor units of the store's currency, where money was moved
 * @param staffId who of the staff it was; no buyer sees it
 * @param reason what staff wrote; no buyer sees it
 * @param shipment what staff said of the parcel, where it was shipped or that was changed
 */
public record HistoryEntry(
        Instant at,
        @With Event event,
        By by,
        @Nullable Long amount,
        @Nullable String staffId,
        @Nullable String reason,
        @With @IfReadable @Nullable Shipment shipment) {

    public HistoryEntry {
        Money.requireFrom(0, Objects.requireNonNullElse(amount, 0L));
    }

    /** Where an order keeps them. */
    public static final String HISTORY = "history";

    public static HistoryEntry of(Instant at, Event event, By by) {
        return new HistoryEntry(at, event, by, null, null, null, null);
    }

    /** By somebody of the staff. */
    public static HistoryEntry byStaff(Instant at, Event event, String staffId) {
        return byStaff(at, event, staffId, null);
    }

    /** By somebody of the staff, who has said why. */
    public static HistoryEntry byStaff(Instant at, Event event, String staffId, @Nullable String reason) {
        return new HistoryEntry(at, event, By.STAFF, null, staffId, reason, null);
    }

    /** That something was given back, or could not be. */
    public static HistoryEntry of(Instant at, Event event, Refund refund) {
        return new HistoryEntry(at, event, refund.by(), refund.amount(), refund.staffId(), refund.reason(), null);
    }

    /** What has become of a dispute, and how much it is about. */
    public static HistoryEntry ofDispute(Instant at, Event event, long amount) {
        return new HistoryEntry(at, event, By.PROVIDER, amount, null, null, null);
    }

    public static HistoryEntry captured(Instant at, long amount) {
        return new HistoryEntry(at, Event.CAPTURED, By.STORE, amount, null, null, null);
    }

    /**
     * What has happened to the order, oldest first: what was noted, and what its own times tell, for not every version
     * notes.
     */
    public static List<HistoryEntry> of(Order order) {
        List<HistoryEntry> noted = Objects.requireNonNullElse(order.history(), List.of());
        CancelReason reason = Objects.requireNonNullElse(order.reasonOfCancel(), CancelReason.BUYER);
        Stream<HistoryEntry> untold = Stream.concat(
                        told(order.shippedAt(), Event.SHIPPED, By.STAFF),
                        told(order.cancelledAt(), Event.CANCELLED, reason.by()))
                .filter(entry -> noted.stream().noneMatch(each -> each.event == entry.event));
        return Stream.of(
                        told(order.placedAt(), Event.PLACED, By.BUYER),
                        noted.stream().filter(entry -> entry.event != Event.UNKNOWN),
                        untold)
                .flatMap(entries -> entries)
                .sorted(Comparator.comparing(HistoryEntry::at))
                .toList();
    }

    private static Stream<HistoryEntry> told(@Nullable Instant at, Event event, By by) {
        return Stream.ofNullable(at).map(time -> of(time, event, by));
    }

    /** As it is stored. */
    public Document document() {
        Document document = new Document("at", at)
                .append("event", event.name().toLowerCase(Locale.ROOT))
                .append("by", by.stored())
                .append("amount", amount)
                .append("staffId", staffId)
                .append("reason", reason)
                .append("shipment", shipment == null ? null : shipment.document());
        document.values().removeIf(Objects::isNull);
        return document;
    }

    /** What may happen to an order. */
    public enum Event {
        PLACED,
        CAPTURED,
        ADDRESS_CHANGED,
        SHIPPED,
        SHIPMENT_CHANGED,
        CANCELLED,
        REFUNDED,
        REFUND_FAILED,
        PAYMENT_LOST,
        DISPUTED,
        DISPUTE_WON,
        DISPUTE_LOST,
        /** The money was set right by hand. */
        SETTLED,
        /** One of a later version; it is not shown. */
        UNKNOWN;

        @JsonValue
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Whether no buyer sees it. */
        public boolean isForStaff() {
            return switch (this) {
                case DISPUTED, DISPUTE_WON, DISPUTE_LOST, SETTLED -> true;
                default -> false;
            };
        }
    }

    /** Who lets it happen. */
    public enum By {
        BUYER,
        STAFF,
        STORE,
        /** Whoever has done it there; others see it as the store's doing. */
        PROVIDER;

        @JsonValue
        public String code() {
            return this == PROVIDER ? STORE.stored() : stored();
        }

        /** As it is stored. */
        public String stored() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
