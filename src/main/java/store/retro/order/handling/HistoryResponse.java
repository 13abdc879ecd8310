package store.retro.order.handling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import store.retro.money.Money;
import store.retro.money.StoreCurrency;
import store.retro.order.HistoryEntry;

/** What has happened to an order, as its buyer sees it; nothing that staff wrote. */
record HistoryResponse(
        Instant at,
        HistoryEntry.Event event,
        HistoryEntry.By by,
        @Nullable Detail detail) {

    /** The money that was moved. */
    record Detail(Money amount) {

        static @Nullable Detail of(HistoryEntry entry, StoreCurrency currency) {
            return entry.amount() == null ? null : new Detail(currency.of(entry.amount()));
        }
    }

    static HistoryResponse of(HistoryEntry entry, StoreCurrency currency) {
        return new HistoryResponse(entry.at(), entry.event(), entry.by(), Detail.of(entry, currency));
    }
}
