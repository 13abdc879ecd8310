package store.retro.payment.stripe;

import com.stripe.StripeClient;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.money.StoreCurrency;
import store.retro.payment.PaymentGateway;
import store.retro.platform.security.PublicEndpoints;

@Configuration(proxyBeanMethods = false)
class StripeConfiguration {

    @Bean
    @ConditionalOnProperty(name = "store.payment.gateway", havingValue = "stripe")
    PaymentGateway stripeGateway(StripeProperties properties, StoreCurrency currency, Clock clock) {
        StripeClient client = StripeClient.builder()
                .setApiKey(required("api-key", properties.apiKey()))
                .setApiBase(properties.apiBase().toString())
                .build();
        required("webhook-secret", properties.webhookSecret());
        ResilientStripeClient calls = new ResilientStripeClient(properties.timeout(), properties.restAfterFailures());
        return new StripeGateway(client.v1().paymentIntents(), client.v1().refunds(), calls, currency, clock);
    }

    private static String required(String property, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw PaymentGateway.missing("The property store.payment.stripe." + property + " is missing.");
        }
        return value;
    }

    @Bean
    PublicEndpoints stripeEndpoints() {
        return new PublicEndpoints(List.of("POST /webhooks/stripe"));
    }
}
