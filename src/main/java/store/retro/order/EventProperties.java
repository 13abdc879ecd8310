package store.retro.order;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who is told of orders that are placed, cancelled and shipped. Without a URL no event is recorded.
 *
 * @param deadAfter after so many attempts in vain, an order's events wait for staff
 */
@Validated
@ConfigurationProperties("store.events")
record EventProperties(
        @Valid @NotNull @DefaultValue Webhook webhook,
        @Min(1) @DefaultValue("20") int deadAfter) {

    /**
     * @param url to which each event is posted
     * @param secret to sign with: {@code whsec_} and at least 24 bytes in base 64
     * @param timeout for one delivery
     */
    record Webhook(
            @Nullable URI url,
            @Nullable String secret,
            @NotNull @DefaultValue("5s") Duration timeout) {

        Webhook {
            if (url != null && (secret == null || secret.isBlank())) {
                throw new IllegalArgumentException(
                        "store.events.webhook.url is set, but store.events.webhook.secret, to sign with, is not");
            }
        }

        @Override
        public String toString() {
            return "Webhook[url=" + url + "]";
        }
    }

    boolean configured() {
        return webhook.url() != null;
    }
}
