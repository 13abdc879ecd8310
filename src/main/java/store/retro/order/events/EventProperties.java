package store.retro.order.events;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import store.retro.order.storage.OutboxRecording;
import store.retro.platform.settings.SecretSetting;

/**
 * Who is told of orders that are placed, captured, shipped and cancelled. Without a URL no event is recorded.
 *
 * @param deadAfter after so many attempts in vain, an order's events wait for staff
 */
@Validated
@ConfigurationProperties("store.events")
record EventProperties(
        @Valid @NotNull @DefaultValue Webhook webhook,
        @Min(1) @DefaultValue("20") int deadAfter) implements OutboxRecording {

    /**
     * @param url to which each event is posted
     * @param secret to sign with: {@code whsec_} and at least 24 bytes in base 64
     * @param timeout for one delivery
     */
    record Webhook(
            @Nullable URI url,
            @Nullable String secret,
            @NotNull @DefaultValue("5s") Duration timeout) {

        private static final String PREFIX = "whsec_";

        Webhook {
            secret = SecretSetting.trimmed("store.events.webhook.secret", secret);
            if (url != null && (secret == null || !secret.startsWith(PREFIX) || decoded(secret).length < 24)) {
                throw new IllegalArgumentException("store.events.webhook.url is set, so store.events.webhook.secret has"
                        + " to be whsec_ and at least 24 random bytes in base 64");
            }
        }

        /** What to sign with. */
        byte[] key() {
            return decoded(Objects.requireNonNull(secret));
        }

        private static byte[] decoded(String secret) {
            return Base64.getDecoder().decode(secret.substring(PREFIX.length()));
        }

        @Override
        public String toString() {
            return "Webhook[url=" + url + "]";
        }
    }

    @Override
    public boolean enabled() {
        return webhook.url() != null;
    }
}
