package store.retro.payment;

import com.stripe.StripeClient;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import store.retro.money.StoreCurrency;
import store.retro.payment.simulated.SimulatedGateway;
import store.retro.payment.stripe.ResilientStripeClient;
import store.retro.payment.stripe.StripeGateway;
import store.retro.payment.stripe.StripeProperties;
import store.retro.platform.problem.ExceptionTranslator;
import store.retro.platform.problem.Problem;
import store.retro.platform.problem.ProblemException;

@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {

    private static final Logger log = LoggerFactory.getLogger(PaymentConfiguration.class);

    @Bean
    PaymentGateway paymentGateway(
            PaymentProperties properties, MongoOperations mongo, StoreCurrency currency, Clock clock) {
        PaymentProperties.Gateway gateway = properties.gateway();
        if (gateway == null) {
            throw new NoPaymentGatewayException(
                    "The property store.payment.gateway is missing: nobody takes the money.");
        }
        return switch (gateway) {
            case SIMULATED -> {
                log.warn("store.payment.gateway=simulated: every payment is make-believe, no money is taken");
                yield new SimulatedGateway(mongo, currency);
            }
            case STRIPE -> stripe(properties.stripe(), currency, clock);
        };
    }

    private static StripeGateway stripe(StripeProperties properties, StoreCurrency currency, Clock clock) {
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
            throw new NoPaymentGatewayException("The property store.payment.stripe." + property + " is missing.");
        }
        return value;
    }

    @Bean
    ExceptionTranslator unavailableProvider() {
        return exception -> exception instanceof PaymentGatewayException
                ? Optional.of(
                        new ProblemException(Problem.TRY_AGAIN, "The payment provider cannot be asked now; try again."))
                : Optional.empty();
    }
}
