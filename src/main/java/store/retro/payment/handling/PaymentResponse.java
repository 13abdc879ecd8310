package store.retro.payment.handling;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import store.retro.money.Money;
import store.retro.payment.PaymentStatus;

/** A payment as clients see it. */
record PaymentResponse(
        String id,
        PaymentStatus status,
        Money amount,
        @Nullable String clientSecret,
        Instant expiresAt) {}
