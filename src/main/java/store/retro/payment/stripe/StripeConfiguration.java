package store.retro.payment.stripe;

import com.stripe.StripeClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;
import store.retro.money.StoreCurrency;
import store.retro.payment.PaymentGateway;
import store.retro.payment.StoreId;
import store.retro.platform.http.LargeBody;
import store.retro.platform.http.WebProperties;
import store.retro.platform.problem.StartRefusedException;
import store.retro.platform.security.ForeignScript;
import store.retro.platform.security.PublicEndpoints;

@Slf4j
@Configuration(proxyBeanMethods = false)
class StripeConfiguration {

    private static final String API_KEY = "store.payment.stripe.api-key";
    private static final String WEBHOOK_SECRET = "store.payment.stripe.webhook-secret";
    private static final String PUBLISHABLE_KEY = "store.payment.stripe.publishable-key";

    @Configuration(proxyBeanMethods = false)
    @Conditional(AnyKeyIsSet.class)
    static class WithKeys {

        @Bean
        StripeClient stripeClient(StripeProperties properties) {
            String apiKey = required(API_KEY, properties.apiKey());
            required(WEBHOOK_SECRET, properties.webhookSecret());
            requirePublishable(properties);
            return StripeClient.builder()
                    .setApiKey(apiKey)
                    .setApiBase(properties.apiBase().toString())
                    .build();
        }

        @Bean
        ResilientStripeClient resilientStripeClient(StripeProperties properties, MeterRegistry meters) {
            return new ResilientStripeClient(properties.timeout(), properties.restAfterFailures(), meters);
        }

        @Bean
        PaymentGateway stripeGateway(
                StripeClient client,
                ResilientStripeClient calls,
                StripeProperties properties,
                StoreCurrency currency,
                StoreId storeId,
                WebProperties web,
                Clock clock) {
            StripeCurrency stripes = StripeCurrency.of(currency);
            StripeLists lists = new StripeLists(client.v1(), calls);
            return new StripeGateway(
                    client.v1().paymentIntents(),
                    new StripeRefunds(client.v1().refunds(), lists, calls, stripes, storeId::value),
                    lists,
                    calls,
                    stripes,
                    storeId::value,
                    properties,
                    pageAt(web.publicUrl()),
                    clock);
        }

        /** Stripe's own form is on the buyers' page, and what it needs to ask at a bank. */
        @Bean
        @ConditionalOnProperty(name = "store.payment.gateway", havingValue = "stripe")
        ForeignScript stripeScript() {
            return new ForeignScript(
                    "https://js.stripe.com", List.of("https://hooks.stripe.com"), List.of("https://api.stripe.com"));
        }

        @Bean
        StripeKeyCheck stripeKeyCheck(StripeClient client, ResilientStripeClient calls) {
            return new StripeKeyCheck(client.v1(), calls);
        }
    }

    private static String required(String property, @Nullable String value) {
        if (!StringUtils.hasText(value)) {
            throw new StartRefusedException(
                    "The property " + property + " is missing: Stripe needs both of its secrets.",
                    "Set " + API_KEY + " and " + WEBHOOK_SECRET + ", or neither, and no " + PUBLISHABLE_KEY
                            + ", to do without Stripe.");
        }
        return value;
    }

    private static @Nullable String pageAt(@Nullable String publicUrl) {
        return publicUrl == null || publicUrl.endsWith("/") ? publicUrl : publicUrl + "/";
    }

    /** A secret that was put in its place would be shown to anyone. Who has a page of their own may do without. */
    private static void requirePublishable(StripeProperties properties) {
        String key = properties.publishableKey();
        Boolean live = properties.live();
        if (key == null) {
            log.warn("{} is not set: the storefront's page cannot ask for a card", PUBLISHABLE_KEY);
            return;
        }
        if (!key.matches("pk_(live|test)_\\w+")) {
            throw new StartRefusedException(
                    "The value of " + PUBLISHABLE_KEY + " is no publishable key of Stripe's, and anyone could read it.",
                    "Set it to the key that begins with pk_; it is not shown here.");
        }
        if (live != null && live != key.startsWith("pk_live_")) {
            throw new StartRefusedException(
                    PUBLISHABLE_KEY + " and " + API_KEY
                            + " are of different modes: one moves real money, one does not.",
                    "Set both to keys of live mode, or both to keys of test mode, of the same account.");
        }
    }

    @Bean
    PublicEndpoints stripeEndpoints() {
        return new PublicEndpoints(List.of("POST " + StripeWebhookController.PATH));
    }

    /** Events carry the whole of what they are about, metadata and all. */
    @Bean
    LargeBody stripeEvents() {
        return new LargeBody(StripeWebhookController.PATH, DataSize.ofMegabytes(1));
    }

    /** An empty one, as files of deployment have it, is none. */
    static class AnyKeyIsSet implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Stream.of(API_KEY, WEBHOOK_SECRET, PUBLISHABLE_KEY)
                    .map(context.getEnvironment()::getProperty)
                    .anyMatch(StringUtils::hasText);
        }
    }
}
