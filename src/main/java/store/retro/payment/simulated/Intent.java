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
import store.retro.payment.ListedPayment;
import store.retro.payment.PaymentRefund;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.payment.ProviderRefund;
import store.retro.platform.mongo.Counter;
import store.retro.platform.mongo.IfReadable;

/** The provider's memory of one payment; its id is the idempotency key it came with. */
@Document(SimulatedGateway.COLLECTION)
record Intent(
        @MongoId String id,
        String userId,
        long amount,
        String currency,
        PaymentStatus status,
        @Nullable String clientSecret,
        @Nullable Long taken,
        @IfReadable @Nullable Instant createdAt,
        @Counter @Nullable List<Given> given) {

    Intent {
        Money.requireFrom(0, amount);
        Money.requireFrom(0, Objects.requireNonNullElse(taken, 0L));
    }

    ListedPayment listed() {
        return new ListedPayment(id, Objects.requireNonNullElse(createdAt, Instant.EPOCH), toProviderPayment());
    }

    ProviderPayment toProviderPayment() {
        ProviderPayment whole =
                new ProviderPayment(SimulatedGateway.ID_PREFIX + id, userId, amount, currency, status, clientSecret);
        long back = refunds().stream().mapToLong(ProviderRefund::amount).sum();
        return whole.captured() == 0 ? whole : whole.withCaptured(captured()).withRefunded(back);
    }

    private long captured() {
        return Objects.requireNonNullElse(taken, amount);
    }

    /** Versions before 2.0 gave all back, and made no note of it but this. */
    List<ProviderRefund> refunds() {
        if (given == null && status == PaymentStatus.REFUNDED) {
            return List.of(new Given(PaymentRefund.idOfAll(id), captured()).toProviderRefund());
        }
        return Objects.requireNonNullElse(given, List.<Given>of()).stream()
                .map(Given::toProviderRefund)
                .toList();
    }

    Query unchanged() {
        int refunds = given == null ? 0 : given.size();
        return Query.query(Criteria.where("_id")
                .is(id)
                .and("status")
                .is(PaymentStatus.CAPTURED)
                .and(SimulatedGateway.GIVEN + "." + refunds)
                .exists(false));
    }

    /** What was given back; its id is the idempotency key it came with. */
    record Given(String refund, long amount) {

        Given {
            Money.requireFrom(0, amount);
        }

        ProviderRefund toProviderRefund() {
            return new ProviderRefund("given_" + refund, refund, 0, amount, false);
        }
    }
}
