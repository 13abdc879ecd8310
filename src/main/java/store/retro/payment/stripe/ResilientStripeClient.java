package store.retro.payment.stripe;

import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import store.retro.payment.PaymentGatewayException;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.deadline.JitteredBackOff;

/**
 * How Stripe is called: within the current {@link Deadline}, a second and a third time where the first says "not now",
 * always with the same idempotency key; and not at all for a while once it has said so too often.
 */
class ResilientStripeClient {

    private static final int ATTEMPTS = 3;
    private static final JitteredBackOff PAUSES =
            JitteredBackOff.full(Duration.ofMillis(200), 2, Duration.ofMillis(400));

    private final CircuitBreaker breaker;
    private final Duration timeout;

    /** @param timeout for one attempt, if the deadline is not nearer */
    ResilientStripeClient(Duration timeout, Duration restAfterFailures) {
        this.timeout = timeout;
        this.breaker = CircuitBreaker.of(
                "stripe",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(6)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(restAfterFailures)
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .recordException(ResilientStripeClient::isNotNow)
                        .build());
    }

    /**
     * Sends a request until it is answered.
     *
     * @param key the idempotency key; null for one that only reads
     * @throws InvalidRequestException what was asked for is not possible
     * @throws CardException the card was declined
     * @throws PaymentGatewayException Stripe cannot be asked now
     */
    <T> T send(@Nullable String key, Request<T> request) throws InvalidRequestException, CardException {
        for (int attempt = 1; ; attempt++) {
            try {
                return breaker.executeCallable(() -> request.send(options(key)));
            } catch (CallNotPermittedException e) {
                throw new PaymentGatewayException("Stripe has failed too often lately to be asked now", e);
            } catch (InvalidRequestException | CardException e) {
                throw e;
            } catch (StripeException e) {
                if (!isNotNow(e) || attempt == ATTEMPTS || !pause(attempt)) {
                    throw refused(e);
                }
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What an operator may know of a failure: neither key nor card nor person. */
    static PaymentGatewayException refused(StripeException e) {
        return new PaymentGatewayException(
                "Stripe: " + e.getClass().getSimpleName() + ", status " + e.getStatusCode() + ", code " + e.getCode()
                        + ", request " + e.getRequestId(),
                e);
    }

    private RequestOptions options(@Nullable String key) {
        int millis =
                (int) Math.min(timeout.toMillis(), Deadline.remainingOrFail().toMillis());
        RequestOptions.RequestOptionsBuilder options = RequestOptions.builder()
                .setConnectTimeout(millis)
                .setReadTimeout(millis)
                .setMaxNetworkRetries(0);
        if (key != null) {
            options.setIdempotencyKey(key);
        }
        return options.build();
    }

    /** No connection, no answer, a failure of its own, too many requests, or the same one still under way. */
    private static boolean isNotNow(Throwable failure) {
        if (failure instanceof ApiConnectionException) {
            return true;
        }
        Integer status = failure instanceof StripeException e ? e.getStatusCode() : null;
        return status != null && (status >= 500 || status == 429 || status == 409);
    }

    private static boolean pause(int attempt) {
        long millis = PAUSES.after(attempt).toMillis();
        if (Deadline.remaining().toMillis() <= millis) {
            return false;
        }
        try {
            Thread.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A request to Stripe. */
    interface Request<T> {
        T send(RequestOptions options) throws StripeException;
    }
}
