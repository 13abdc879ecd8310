package store.retro.order.events;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import store.retro.platform.deadline.Deadline;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whoever is told of order events: an HTTP endpoint that acknowledges each with a status of 2xx. Headers and signature
 * are those of Standard Webhooks, for which there are verifiers in most languages.
 *
 * @see <a href="https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md">Standard
 *     Webhooks</a>
 */
@Component
class WebhookSender {

    private static final String ALGORITHM = "HmacSHA256";

    private final EventProperties.Webhook webhook;
    private final JsonMapper json;
    private final Clock clock;
    private final HttpClient http;

    WebhookSender(EventProperties properties, JsonMapper json, Clock clock) {
        this.webhook = properties.webhook();
        this.json = json;
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .connectTimeout(webhook.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /**
     * Delivers an event.
     *
     * @throws UndeliveredException when it was not acknowledged in time; it may have arrived nevertheless
     */
    void deliver(OrderEvent event) {
        String body = json.writeValueAsString(event);
        long timestamp = clock.instant().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(Objects.requireNonNull(webhook.url()))
                .timeout(timeout())
                .header("Content-Type", "application/json")
                .header("webhook-id", event.id())
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", "v1," + signature(event.id() + "." + timestamp + "." + body))
                .POST(BodyPublishers.ofString(body))
                .build();
        int status = send(request);
        if (status < 200 || status > 299) {
            throw new UndeliveredException("the receiver answered " + status);
        }
    }

    private int send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UndeliveredException(
                    "the receiver did not answer: " + e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UndeliveredException("the store is stopping");
        }
    }

    private Duration timeout() {
        Duration remaining = Deadline.remainingOrFail();
        return remaining.compareTo(webhook.timeout()) < 0 ? remaining : webhook.timeout();
    }

    private String signature(String signed) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(webhook.key(), ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (InvalidKeyException e) {
            throw new IllegalStateException("store.events.webhook.secret cannot sign", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The receiver has not acknowledged an event. */
    static final class UndeliveredException extends RuntimeException {

        UndeliveredException(String message) {
            super(message, null, false, false);
        }

        @Override
        public String getMessage() {
            return Objects.requireNonNull(super.getMessage());
        }
    }
}
