package store.retro.payment.stripe;

import com.stripe.StripeClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;
import store.retro.money.StoreCurrency;
import store.retro.payment.PaymentGateway;
import store.retro.payment.StoreId;
import store.retro.platform.problem.StartRefusedException;
import store.retro.platform.security.PublicEndpoints;

@Configuration(proxyBeanMethods = false)
class StripeConfiguration {

    private static final String API_KEY = "store.payment.stripe.api-key";
    private static final String WEBHOOK_SECRET = "store.payment.stripe.webhook-secret";

    @Configuration(proxyBeanMethods = false)
    @Conditional(AnySecretIsSet.class)
    static class WithSecrets {

        @Bean
        StripeClient stripeClient(StripeProperties properties) {
            required(WEBHOOK_SECRET, properties.webhookSecret());
            return StripeClient.builder()
                    .setApiKey(required(API_KEY, properties.apiKey()))
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
                    properties.live(),
                    clock);
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
                    "Set " + API_KEY + " and " + WEBHOOK_SECRET + ", or neither to do without Stripe.");
        }
        return value;
    }

    @Bean
    PublicEndpoints stripeEndpoints() {
        return new PublicEndpoints(List.of("POST /webhooks/stripe"));
    }

    /** An empty one, as files of deployment have it, is none. */
    static class AnySecretIsSet implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return Stream.of(API_KEY, WEBHOOK_SECRET)
                    .map(context.getEnvironment()::getProperty)
                    .anyMatch(StringUtils::hasText);
        }
    }
}
