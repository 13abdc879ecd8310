package store.retro.payment;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import store.retro.platform.background.WorkState;

/** What operators have to look at: payments that no order uses and that cannot be given back. */
@RestController
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StaffPaymentController {

    private static final int LIMIT = 100;

    private final ExpiredPaymentRelease unused;

    @GetMapping(path = "/staff/stuck-payments", produces = APPLICATION_JSON_VALUE)
    List<StuckPayment> stuck() {
        return unused.stuckPayments(LIMIT).stream().map(StuckPayment::of).toList();
    }

    /** A payment that is held for nobody; giving it back is tried on at {@code nextAttemptAt}. */
    record StuckPayment(
            String paymentId,
            PaymentStatus paymentStatus,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable String failure) {

        static StuckPayment of(Payment payment) {
            WorkState due = Objects.requireNonNull(payment.release());
            return new StuckPayment(payment.id(), payment.status(), due.attempts(), due.at(), due.failure());
        }
    }
}
