package store.retro.payment.handling;

import java.time.Instant;
import lombok.With;
import org.jspecify.annotations.Nullable;
import store.retro.money.Money;
import store.retro.money.StoreCurrency;
import store.retro.payment.Payment;
import store.retro.payment.PaymentStatus;

/** A payment as clients see it. */
record PaymentResponse(
        String id,
        PaymentStatus status,
        Money amount,
        @With @Nullable String clientSecret,
        Instant expiresAt) {

    static PaymentResponse of(Payment payment, PaymentProperties properties, StoreCurrency currency) {
        boolean started = payment.status() == PaymentStatus.STARTED;
        return new PaymentResponse(
                payment.id(),
                started ? PaymentStatus.REQUIRES_ACTION : payment.status(),
                currency.of(payment.amount()),
                payment.clientSecret(),
                payment.createdAt().plus(properties.unusedAfter()));
    }
}
