package store.retro.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.money.StoreCurrency;
import store.retro.platform.problem.StartRefusedException;

class NoPaymentGatewayTest {

    private final ApplicationContextRunner store = new ApplicationContextRunner()
            .withUserConfiguration(Surroundings.class)
            .withBean(Clock.class, Clock::systemUTC)
            .withBean(MongoOperations.class, () -> Mockito.mock(MongoTemplate.class));

    @ConfigurationPropertiesScan(basePackageClasses = {PaymentProperties.class, StoreCurrency.class})
    @ComponentScan(
            basePackageClasses = PaymentConfiguration.class,
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(Configuration.class))
    static class Surroundings {}

    @Test
    void doesNotStartWithoutSomebodyToTakeTheMoney() {
        store.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("store.payment.gateway"));
    }

    @Test
    void doesNotStartWithStripeButWithoutItsKeys() {
        store.withPropertyValues("store.payment.gateway=stripe", "store.payment.stripe.api-key=sk_test_1")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("store.payment.stripe.webhook-secret"));
    }

    @Test
    void startsWithTheSimulatedOneWhenAskedForIt() {
        store.withPropertyValues("store.payment.gateway=simulated")
                .run(context -> assertThat(context).hasSingleBean(PaymentGateway.class));
    }

    @Test
    void tellsWhatToSet() {
        assertThat(PaymentGateway.missing("It is missing.").action())
                .contains("STORE_PAYMENT_GATEWAY", "stripe", "simulated");
    }
}
