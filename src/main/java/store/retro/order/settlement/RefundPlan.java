package store.retro.order.settlement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import store.retro.order.HistoryEntry.By;
import store.retro.order.Order;
import store.retro.order.Refund;
import store.retro.order.RefundStatus;
import store.retro.payment.Dispute;
import store.retro.payment.ProviderRefunds;

/**
 * What is still to be given back of an order's payment that was captured, and under which of its refunds. How much of
 * one is to be sent follows from what the provider has captured, which never changes, and from the refunds before it:
 * the first of them have lowered the capture. So any two workers come to the same.
 */
final class RefundPlan {

    private final ProviderRefunds provider;
    private final List<ToSend> toSend = new ArrayList<>();
    private final List<Integer> done = new ArrayList<>();
    private final List<Failed> failed = new ArrayList<>();
    private final long amountDue;
    private boolean stuck;

    /** What is to be given back that no refund stands for so far. */
    private long missing;

    /** What was never captured, less the refunds so far, which have lowered the capture. */
    private long letGo;

    private RefundPlan(Order order, ProviderRefunds provider) {
        long captured = provider.payment().captured();
        this.provider = provider;
        this.amountDue = order.amountDue();
        this.missing = captured - provider.givenBack() - amountDue;
        this.letGo = order.billingAmount() - captured;
    }

    /** @param place of the refund among those of its order */
    record ToSend(int place, Refund refund, long amount) {}

    /** @param attempt the next one */
    record Failed(int place, Refund refund, int attempt) {}

    static RefundPlan of(Order order, ProviderRefunds provider) {
        RefundPlan plan = new RefundPlan(order, provider);
        List<Refund> refunds = order.allRefunds();
        for (int place = 0; place < refunds.size(); place++) {
            Refund refund = refunds.get(place);
            if (refund.by() != By.PROVIDER) {
                long ofCaptured = Math.max(0, refund.amount() - Math.max(0, plan.letGo));
                plan.letGo -= refund.amount();
                plan.add(place, refund, ofCaptured);
            } else if (refund.status() != RefundStatus.SENT || !plan.stands(refund)) {
                plan.add(place, refund, refund.amount());
            }
        }
        return plan;
    }

    /** Whether the provider still lists what it has done by itself; what was lost to a bank is no refund. */
    private boolean stands(Refund refund) {
        return provider.carries(refund.id())
                || provider.payment().lost() > 0 && provider.failedAttempt(refund.id()) < 0;
    }

    private void add(int place, Refund refund, long ofCaptured) {
        boolean due = refund.status() == RefundStatus.DUE;
        int lastFailed = provider.failedAttempt(refund.id());
        if (provider.carries(refund.id()) || ofCaptured == 0 || missing <= 0) {
            if (due || refund.status() == RefundStatus.FAILED) {
                done.add(place);
            }
        } else if (due && lastFailed < refund.attempt()) {
            long amount = Math.min(ofCaptured, missing);
            toSend.add(new ToSend(place, refund, amount));
            missing -= amount;
        } else {
            missing -= ofCaptured;
            stuck |= refund.status() != RefundStatus.SETTLED;
            if (due || refund.status() == RefundStatus.SENT) {
                failed.add(new Failed(place, refund, Math.max(refund.attempt(), lastFailed) + 1));
            }
        }
    }

    /** What the provider is to be asked for now; nothing while a dispute keeps it from the buyer. */
    List<ToSend> toSend() {
        return isHeld() ? List.of() : toSend;
    }

    private boolean isHeld() {
        Dispute dispute = provider.payment().dispute();
        return dispute != null && dispute.stops() && !dispute.refundable();
    }

    /** Places of refunds that were due, or had failed, of which nothing is left to be sent. */
    List<Integer> done() {
        return done;
    }

    /** What the provider has not brought to the buyer, as it says by now. */
    List<Failed> failed() {
        return failed;
    }

    /** Whether one waits for staff, who may have it sent again. */
    boolean stuck() {
        return stuck;
    }

    /** Why staff has to see to it, though nothing has failed. */
    Optional<String> amiss() {
        Dispute dispute = provider.payment().dispute();
        if (isHeld() && !toSend.isEmpty() && dispute != null && dispute.state() == Dispute.State.LOST) {
            return Optional.of("a dispute was lost, and the provider gives back no more than that");
        }
        long taken = provider.payment().captured() - provider.givenBack();
        return taken < amountDue
                ? Optional.of("the provider has taken " + taken + ", and the order comes to " + amountDue)
                : Optional.empty();
    }

    /**
     * What the order was reduced by without a refund that stands for it; 0 if nothing of that is still to be given
     * back.
     */
    long unexplained() {
        return missing > 0 ? missing + Math.max(0, letGo) : 0;
    }
}
