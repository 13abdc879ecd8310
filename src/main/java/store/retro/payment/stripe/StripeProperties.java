package store.retro.payment.stripe;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.validation.annotation.Validated;
import store.retro.platform.settings.SecretSetting;

/**
 * Stripe.
 *
 * @param apiKey secret; from the environment only
 * @param webhookSecret secret, of the endpoint {@code /webhooks/stripe}; from the environment only
 * @param publishableKey of the same account and mode; anyone may read it. None where no page asks for cards
 * @param apiBase where its API is
 * @param timeout for one attempt of a call, if the request's deadline is not nearer
 * @param restAfterFailures how long Stripe is left alone after it has failed too often
 */
@Validated
@ConfigurationProperties("store.payment.stripe")
record StripeProperties(
        @Nullable String apiKey,
        @Nullable String webhookSecret,
        @Nullable String publishableKey,
        @NotNull @DefaultValue("https://api.stripe.com") URI apiBase,
        @NotNull @DefaultValue("3s") Duration timeout,
        @NotNull @DefaultValue("10s") Duration restAfterFailures) {

    /** Secret and restricted ones, of both modes. */
    private static final Pattern KEY = Pattern.compile("^[a-z]+_(live|test)_");

    StripeProperties {
        apiKey = SecretSetting.trimmed("store.payment.stripe.api-key", apiKey);
        webhookSecret = SecretSetting.trimmed("store.payment.stripe.webhook-secret", webhookSecret);
        publishableKey = StringUtils.hasText(publishableKey)
                ? SecretSetting.trimmed("store.payment.stripe.publishable-key", publishableKey)
                : null;
    }

    /** Whether the key moves real money; null where it does not say. */
    @Nullable
    Boolean live() {
        if (apiKey == null || !KEY.matcher(apiKey).find()) {
            return null;
        }
        return apiKey.contains("_live_");
    }

    @Override
    public String toString() {
        return "StripeProperties[apiBase=" + apiBase + "]";
    }
}
