package store.retro.order.handling;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import store.retro.money.Money;
import store.retro.money.StoreCurrency;
import store.retro.order.HistoryEntry;
import store.retro.order.Order;
import store.retro.order.Shipment;

/** What has happened to an order, as its buyer sees it; nothing that staff wrote. */
record HistoryResponse(
        Instant at,
        HistoryEntry.Event event,
        HistoryEntry.By by,
        @Nullable Detail detail) {

    /** The money that was moved, or where the parcel is. */
    record Detail(@Nullable Money amount, @Nullable Shipment shipment) {

        static @Nullable Detail of(HistoryEntry entry, StoreCurrency currency) {
            if (entry.amount() == null && entry.shipment() == null) {
                return null;
            }
            return new Detail(entry.amount() == null ? null : currency.of(entry.amount()), entry.shipment());
        }
    }

    /** What has happened to an order, oldest first. */
    static List<HistoryResponse> ofBuyer(Order order, StoreCurrency currency) {
        return HistoryEntry.of(order).stream()
                .filter(entry -> !entry.event().isForStaff())
                .map(entry -> of(entry, currency))
                .toList();
    }

    private static HistoryResponse of(HistoryEntry entry, StoreCurrency currency) {
        return new HistoryResponse(entry.at(), entry.event(), entry.by(), Detail.of(entry, currency));
    }
}
