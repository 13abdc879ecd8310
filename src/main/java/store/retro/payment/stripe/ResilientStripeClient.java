package store.retro.payment.stripe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentNotPossibleException;
import store.retro.payment.PaymentRefusedException;
import store.retro.payment.ProviderFailureException;
import store.retro.payment.UnknownPaymentMethodException;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.deadline.JitteredBackOff;

/**
 * How Stripe is called: within the current {@link Deadline}, a second and a third time where the first says "not now",
 * and not at all for a while once it has said so too often. The idempotency key stays the same until Stripe answers
 * with a failure of its own, which it remembers under the key for a day: then another one is used.
 *
 * <p>Of a user's failures one counts in ten minutes: whatever a user may do to Stripe, it stays open to the others.
 */
@Slf4j
class ResilientStripeClient {

    private static final int ATTEMPTS = 3;
    private static final JitteredBackOff PAUSES =
            JitteredBackOff.full(Duration.ofMillis(200), 2, Duration.ofMillis(400));

    private final CircuitBreaker breaker;

    /** Whose failure has counted lately. */
    private final Cache<String, Boolean> failed = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .executor(Runnable::run)
            .build();

    private final Duration timeout;
    private final Counter refusals;

    /** @param timeout for one attempt, if the deadline is not nearer */
    ResilientStripeClient(Duration timeout, Duration restAfterFailures, MeterRegistry meters) {
        this.timeout = timeout;
        this.refusals = Counter.builder("store.payment.refused")
                .description("what a payment provider refuses for good, by a wrong setting or a defect")
                .tag("provider", "stripe")
                .register(meters);
        this.breaker = CircuitBreaker.of(
                "stripe",
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(4)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(restAfterFailures)
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .recordException(ResilientStripeClient::isNotNow)
                        .ignoreException(StripeRefusals::isReplay)
                        .build());
    }

    /**
     * Sends a request until it is answered.
     *
     * @param user for whom
     * @param key the idempotency key; null for one that only reads
     * @throws InvalidRequestException what was asked for is not possible
     * @throws CardException the card was declined
     * @throws PaymentGatewayException Stripe cannot be asked now, or refuses for good
     */
    <T> T send(String user, @Nullable String key, Request<T> request) throws InvalidRequestException, CardException {
        return send(user, key, () -> key + ":" + UUID.randomUUID(), request);
    }

    /**
     * Sends a request of which Stripe does not see by itself that it has been done: under this key only.
     *
     * @throws ProviderFailureException Stripe remembers a failure under the key, so that nothing more comes of it
     * @throws PaymentGatewayException as above
     */
    <T> T sendUnder(String key, String user, Request<T> request) throws InvalidRequestException, CardException {
        return send(user, key, () -> key, request);
    }

    private <T> T send(String user, @Nullable String key, Supplier<String> afterFailure, Request<T> request)
            throws InvalidRequestException, CardException {
        String current = key;
        for (int attempt = 1; ; attempt++) {
            try {
                return guarded(user, request, options(current));
            } catch (CallNotPermittedException e) {
                throw new PaymentGatewayException("Stripe has failed too often lately to be asked now", e);
            } catch (InvalidRequestException | CardException e) {
                throw e;
            } catch (IdempotencyException e) {
                // the key has an answer already, to something else
                throw new ProviderFailureException(StripeRefusals.described(e), e);
            } catch (StripeException e) {
                if (!isNotNow(e)) {
                    throw refused(e);
                }
                String next = key != null && isRemembered(e) ? afterFailure.get() : current;
                if (StripeRefusals.isReplay(e) && next != null && next.equals(current)) {
                    throw new ProviderFailureException(StripeRefusals.described(e), e);
                }
                if (attempt == ATTEMPTS || !pause(attempt)) {
                    throw notNow(e);
                }
                current = next;
            }
        }
    }

    private <T> T guarded(String user, Request<T> request, RequestOptions options) throws StripeException {
        breaker.acquirePermission();
        long began = breaker.getCurrentTimestamp();
        try {
            T answer = request.send(options);
            breaker.onSuccess(breaker.getCurrentTimestamp() - began, breaker.getTimestampUnit());
            return answer;
        } catch (StripeException | RuntimeException e) {
            if (isNotNow(e) && failed.asMap().putIfAbsent(user, true) != null) {
                breaker.releasePermission();
            } else {
                breaker.onError(breaker.getCurrentTimestamp() - began, breaker.getTimestampUnit(), e);
            }
            throw e;
        }
    }

    static PaymentGatewayException notNow(StripeException e) {
        return new PaymentGatewayException(StripeRefusals.described(e), e);
    }

    /** One that lasts; operators are told, unless it is about what the buyer has chosen. */
    PaymentRefusedException refused(StripeException e) {
        PaymentRefusedException refusal = StripeRefusals.of(e);
        if (!(refusal instanceof PaymentNotPossibleException || refusal instanceof UnknownPaymentMethodException)) {
            refusals.increment();
            log.error(refusal.getMessage());
        }
        return refusal;
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

    private static boolean isRemembered(StripeException e) {
        return e.getStatusCode() != null && e.getStatusCode() >= 500;
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
