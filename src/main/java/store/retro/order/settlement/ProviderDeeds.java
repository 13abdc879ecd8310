package store.retro.order.settlement;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import store.retro.order.DisputeNote;
import store.retro.order.HistoryEntry.By;
import store.retro.order.Order;
import store.retro.order.Refund;
import store.retro.order.RefundStatus;
import store.retro.payment.Dispute;
import store.retro.payment.ProviderRefund;
import store.retro.payment.ProviderRefunds;

/**
 * What the provider of an order's payment has done by itself, and the order does not say yet.
 *
 * @param seen read after the order was
 */
record ProviderDeeds(Order order, ProviderRefunds seen) {

    /** Money that was given back or lost, which reduces what the order comes to; each once, the next one first. */
    Optional<Refund> untold(Instant now) {
        return madeElsewhere(now).or(() -> lost(now));
    }

    /** What a capture of a part has let go may be listed, too; the payment's own sum has none of it. */
    private Optional<Refund> madeElsewhere(Instant now) {
        List<ProviderRefund> unknown = seen.madeElsewhere().stream()
                .filter(refund -> !isNoted(refund.id()))
                .toList();
        long known = seen.all().stream()
                .filter(refund -> !refund.failed() && !unknown.contains(refund))
                .mapToLong(ProviderRefund::amount)
                .sum();
        long more = Math.min(seen.payment().refunded() - known, order.amountDue());
        return more <= 0
                ? Optional.empty()
                : unknown.stream().findFirst().map(refund -> entry(refund.id(), Math.min(refund.amount(), more), now));
    }

    /** What the store still owed before is given back by that, too: only what is missing then is a reduction. */
    private Optional<Refund> lost(Instant now) {
        Dispute dispute = seen.payment().dispute();
        if (dispute == null || isNoted(dispute.id())) {
            return Optional.empty();
        }
        long noted = order.allRefunds().stream()
                .filter(entry -> entry.by() == By.PROVIDER
                        && seen.all().stream().noneMatch(refund -> refund.id().equals(entry.id())))
                .mapToLong(Refund::amount)
                .sum();
        long missing = order.amountDue() - Math.max(0, seen.payment().taken());
        long more = Math.min(missing, dispute.lost() - noted);
        return more <= 0 ? Optional.empty() : Optional.of(entry(dispute.id(), more, now));
    }

    private boolean isNoted(String id) {
        return order.allRefunds().stream().anyMatch(entry -> entry.id().equals(id));
    }

    private static Refund entry(String id, long amount, Instant now) {
        return Refund.builder()
                .id(id)
                .amount(amount)
                .at(now)
                .by(By.PROVIDER)
                .status(RefundStatus.SENT)
                .build();
    }

    /** The payment's dispute, if the order does not say how it stands. */
    Optional<Dispute> dispute() {
        @Nullable DisputeNote noted = order.settlement().dispute();
        return Optional.ofNullable(seen.payment().dispute())
                .filter(now -> noted == null || !noted.id().equals(now.id()) || noted.state() != now.state());
    }
}
