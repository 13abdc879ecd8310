package store.retro.order.handling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import store.retro.money.StoreCurrency;
import store.retro.order.HistoryEntry;
import store.retro.order.handling.HistoryResponse.Detail;

/** What has happened to an order, as staff sees it: who of them it was, and why. */
record StaffHistoryResponse(
        Instant at,
        HistoryEntry.Event event,
        HistoryEntry.By by,
        @Nullable Detail detail,
        @Nullable String staffId,
        @Nullable String reason) {

    static StaffHistoryResponse of(HistoryEntry entry, StoreCurrency currency) {
        return new StaffHistoryResponse(
                entry.at(), entry.event(), entry.by(), Detail.of(entry, currency), entry.staffId(), entry.reason());
    }
}
