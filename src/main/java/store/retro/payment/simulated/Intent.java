package store.retro.payment.simulated;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import store.retro.money.Money;
import store.retro.payment.Dispute;
import store.retro.payment.ListedPayment;
import store.retro.payment.PaymentRefund;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.payment.ProviderRefund;
import store.retro.platform.documents.Counter;
import store.retro.platform.documents.IfReadable;

/**
 * The simulated provider's memory of one payment; its id is the idempotency key it came with. What one would do in a
 * provider's dashboard is done here by writing to it, with the time as {@code movedAt}.
 *
 * @param taken what was captured, if not all
 */
@Document("simulatedProvider")
record Intent(
        @MongoId String id,
        String userId,
        long amount,
        String currency,
        PaymentStatus status,
        @Nullable String clientSecret,
        @Nullable Long taken,
        @IfReadable @Nullable Instant createdAt,
        @Counter @Nullable List<Given> given,
        @Nullable Objection dispute) {

    static final String ID_PREFIX = "sim_";
    static final String GIVEN = "given";

    Intent {
        Money.requireFrom(0, amount);
        Money.requireFrom(0, Objects.requireNonNullElse(taken, 0L));
    }

    ListedPayment listed() {
        return new ListedPayment(id, Objects.requireNonNullElse(createdAt, Instant.EPOCH), toProviderPayment());
    }

    ProviderPayment toProviderPayment() {
        ProviderPayment whole = new ProviderPayment(ID_PREFIX + id, userId, amount, currency, status, clientSecret);
        if (whole.captured() == 0) {
            return whole;
        }
        long back = refunds().stream()
                .filter(refund -> !refund.failed())
                .mapToLong(ProviderRefund::amount)
                .sum();
        return whole.withCaptured(captured())
                .withRefunded(back)
                .withStatus(back < captured() ? PaymentStatus.CAPTURED : PaymentStatus.REFUNDED)
                .withDispute(dispute == null ? null : dispute.toDispute(captured() - back));
    }

    private long captured() {
        return Objects.requireNonNullElse(taken, amount);
    }

    /** Versions before 2.0 gave all back, and made no note of it but this. */
    List<ProviderRefund> refunds() {
        if (given == null && status == PaymentStatus.REFUNDED) {
            return List.of(Given.of(new PaymentRefund(PaymentRefund.idOfAll(id), 0, captured()))
                    .toProviderRefund());
        }
        return Objects.requireNonNullElse(given, List.<Given>of()).stream()
                .map(Given::toProviderRefund)
                .toList();
    }

    boolean isChargedBack() {
        Dispute disputed = toProviderPayment().dispute();
        return disputed != null && disputed.stops() && !disputed.refundable();
    }

    Query unchanged() {
        int refunds = given == null ? 0 : given.size();
        return Query.query(Criteria.where("_id")
                .is(id)
                .and("status")
                .is(PaymentStatus.CAPTURED)
                .and(GIVEN + "." + refunds)
                .exists(false));
    }

    /** A dispute. */
    record Objection(
            String id,
            Dispute.State state,
            long amount,
            @Nullable Boolean refundable) {

        Dispute toDispute(long left) {
            long lost = state == Dispute.State.LOST ? Math.min(amount, left) : 0;
            return new Dispute(id, state, amount, lost, Boolean.TRUE.equals(refundable));
        }
    }
}
