package store.retro.order.settlement;

import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import store.retro.order.DisputeNote;
import store.retro.order.HistoryEntry;
import store.retro.order.HistoryEntry.Event;
import store.retro.order.Order;
import store.retro.order.OrderEventType;
import store.retro.order.Refund;
import store.retro.order.Settlement;
import store.retro.order.storage.OrderMovedException;
import store.retro.order.storage.OutboxWrites;
import store.retro.order.transaction.OrderTransactions;
import store.retro.payment.Dispute;
import store.retro.payment.ProviderRefunds;
import store.retro.platform.admission.AdmittedTransactions;

/** Notes in orders what their provider has done by itself. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
@Slf4j
class ProviderNews {

    private final OrderTransactions transactions;
    private final AdmittedTransactions admitted;
    private final OutboxWrites outbox;
    private final Clock clock;

    /**
     * Notes the next thing that the order does not know, or says how it is to be noted; then the order has to be read
     * again, and so has what else it does not know.
     *
     * @return empty if there is nothing
     * @throws RuntimeException any failure of the transaction; whether it has happened shows in the order
     */
    Optional<Bson> of(Order order, ProviderRefunds seen) {
        ProviderDeeds deeds = new ProviderDeeds(order, seen);
        Optional<Dispute> dispute = deeds.dispute();
        if (dispute.isPresent()) {
            return dispute.map(turn -> note(order, turn));
        }
        return deeds.untold(clock.instant()).map(refund -> {
            reduce(order, refund);
            return Updates.combine();
        });
    }

    private void reduce(Order order, Refund refund) {
        try {
            admitted.run(
                    OrderTransactions.keys(order), each -> transactions.refund(each, refund, each.status()), order);
            log.info("order {} was reduced by {}, done at its provider", order.id(), refund.id());
        } catch (OrderMovedException moved) {
            log.debug("order {} has moved", order.id());
        }
    }

    private Bson note(Order order, Dispute dispute) {
        Instant now = clock.instant();
        @Nullable DisputeNote noted = order.settlement().dispute();
        boolean begins = noted == null || !noted.id().equals(dispute.id());
        List<Document> entries = new ArrayList<>();
        if (begins) {
            entries.add(HistoryEntry.ofDispute(now, Event.DISPUTED, dispute.amount())
                    .document());
        }
        switch (dispute.state()) {
            case OPEN -> log.warn("the payment of order {} is disputed", order.id());
            case WON ->
                entries.add(HistoryEntry.ofDispute(now, Event.DISPUTE_WON, dispute.amount())
                        .document());
            case LOST ->
                entries.add(HistoryEntry.ofDispute(now, Event.DISPUTE_LOST, dispute.lost())
                        .document());
        }
        return Updates.combine(
                Updates.set(Settlement.DISPUTE, DisputeNote.of(dispute).document()),
                Updates.pushEach(HistoryEntry.HISTORY, entries),
                begins ? outbox.money(order, OrderEventType.DISPUTED, now) : Updates.combine());
    }
}
