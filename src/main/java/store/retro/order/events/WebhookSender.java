package store.retro.order.events;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
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

    /** Whatever else there is of an answer, nobody waits for it. */
    private static final int READ_OF_AN_ANSWER = 64 * 1024;

    private final EventProperties.Webhook webhook;
    private final JsonMapper json;
    private final Clock clock;
    private final RestClient http;

    WebhookSender(EventProperties properties, JsonMapper json, Clock clock) {
        this.webhook = properties.webhook();
        this.json = json;
        this.clock = clock;
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(webhook.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.http = RestClient.builder()
                .requestFactory((uri, method) -> limited(client).createRequest(uri, method))
                .build();
    }

    /** The JDK's own timeout of a request ends with the answer's headers; Spring's holds until its body has ended. */
    private JdkClientHttpRequestFactory limited(HttpClient client) {
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
        Duration remaining = Deadline.remainingOrFail();
        factory.setReadTimeout(remaining.compareTo(webhook.timeout()) < 0 ? remaining : webhook.timeout());
        return factory;
    }

    /**
     * Delivers an event.
     *
     * @throws UndeliveredException when it was not acknowledged in time; it may have arrived nevertheless
     */
    void deliver(OrderEvent event) {
        String body = json.writeValueAsString(event);
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        int status;
        try {
            status = http.post()
                    .uri(Objects.requireNonNull(webhook.url()))
                    .contentType(MediaType.APPLICATION_JSON)
                    .header("webhook-id", event.id())
                    .header("webhook-timestamp", timestamp)
                    .header("webhook-signature", "v1," + signature(event.id() + "." + timestamp + "." + body))
                    .body(body.getBytes(StandardCharsets.UTF_8))
                    .exchangeForRequiredValue((request, response) -> statusOf(response));
        } catch (ResourceAccessException e) {
            throw new UndeliveredException("the receiver did not answer: "
                    + NestedExceptionUtils.getMostSpecificCause(e).getClass().getSimpleName());
        }
        if (status < 200 || status > 299) {
            throw new UndeliveredException("the receiver answered " + status);
        }
    }

    /** Once the answer has ended, or is long enough. */
    private static int statusOf(ClientHttpResponse response) throws IOException {
        int status = response.getStatusCode().value();
        try (InputStream body = response.getBody()) {
            body.readNBytes(READ_OF_AN_ANSWER);
            return status;
        } catch (IOException e) {
            throw new UndeliveredException("the receiver answered " + status + ", and did not end its answer");
        }
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
