package store.retro.payment.handling;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import store.retro.money.StoreCurrency;
import store.retro.payment.PaymentGateway;
import store.retro.payment.StoreId;
import store.retro.platform.documents.StoredDocuments;
import store.retro.platform.http.WebProperties;
import store.retro.platform.problem.StartRefusedException;
import store.retro.platform.security.ForeignScript;

class NoPaymentGatewayTest {

    private static final String[] STRIPE = {
        "store.payment.gateway=stripe",
        "store.payment.stripe.api-key=sk_test_1",
        "store.payment.stripe.webhook-secret=whsec_1",
        "store.payment.stripe.publishable-key=pk_test_1"
    };

    private final ApplicationContextRunner store = new ApplicationContextRunner()
            .withUserConfiguration(Surroundings.class)
            .withBean(Clock.class, Clock::systemUTC)
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(StoredDocuments.class, () -> Mockito.mock(StoredDocuments.class));

    @ConfigurationPropertiesScan(basePackageClasses = {PaymentGateway.class, StoreCurrency.class, WebProperties.class})
    @ComponentScan(
            basePackageClasses = PaymentGateway.class,
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(Configuration.class))
    @Import({PaymentGateways.class, StoreId.class})
    static class Surroundings {}

    @Test
    void doesNotStartWithoutSomebodyToTakeTheMoney() {
        store.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContaining("store.payment.gateway"));
    }

    @ParameterizedTest
    @CsvSource({"api-key,webhook-secret,simulated", "webhook-secret,api-key,stripe", "publishable-key,api-key,stripe"})
    void doesNotStartWithOneOfStripesKeysAlone(String present, String missing, String gateway) {
        store.withPropertyValues("store.payment.gateway=" + gateway, "store.payment.stripe." + present + "=secret")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(StartRefusedException.class)
                        .hasMessageContaining("store.payment.stripe." + missing));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk_test_51secret", "rk_live_51secret", "pk_live_51secret", "pk_test_", "pk_test_1/2"})
    void doesNotStartWithAKeyThatNoPageMayShowOrUse(String key) {
        store.withPropertyValues(STRIPE)
                .withPropertyValues("store.payment.stripe.publishable-key=" + key)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(StartRefusedException.class)
                        .hasMessageContaining("store.payment.stripe.publishable-key")
                        .hasMessageNotContaining("51secret"));
    }

    @Test
    void doesNotStartWithAProviderThatHasNoSettings() {
        store.withPropertyValues("store.payment.gateway=stripe", "store.payment.stripe.api-key=")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(StartRefusedException.class)
                        .hasMessageContaining("store.payment.gateway names stripe"));
    }

    @Test
    void startsWithTheSimulatedOneWhenAskedForIt() {
        assertPresent(store.withPropertyValues("store.payment.gateway=simulated"), "simulated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pk_test_1", "", "\n"})
    void startsWithStripeWhenItsSecretsAreThere(String publishable) {
        assertPresent(
                store.withPropertyValues(STRIPE)
                        .withPropertyValues("store.payment.stripe.publishable-key=" + publishable),
                "stripe");
    }

    @Test
    void doesNotStartInACurrencyThatStripeDoesNotTake() {
        store.withPropertyValues(STRIPE)
                .withPropertyValues("store.currency=CUP")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(StartRefusedException.class)
                        .hasMessageContaining("store.currency"));
    }

    @Test
    void keepsTheSimulatedOneBesideStripeForThePaymentsThatItHasMade() {
        ApplicationContextRunner both =
                store.withPropertyValues(STRIPE).withPropertyValues("store.payment.simulated.enabled=true");

        assertPresent(both, "stripe", "simulated");
    }

    @ParameterizedTest
    @CsvSource({"stripe, 1", "simulated, 0"})
    void wantsStripesScriptOnThePageOnlyWhereStripeTakesNewPayments(String gateway, int scripts) {
        store.withPropertyValues(STRIPE)
                .withPropertyValues("store.payment.gateway=" + gateway)
                .run(context ->
                        assertThat(context.getBeansOfType(ForeignScript.class)).hasSize(scripts));
    }

    /** The first takes new payments. */
    private static void assertPresent(ApplicationContextRunner store, String... names) {
        store.run(context -> {
            assertThat(context.getBeanProvider(PaymentGateway.class).stream().map(PaymentGateway::name))
                    .containsExactlyInAnyOrder(names);
            assertThat(context.getBean(PaymentGateways.class).forNewPayments().name())
                    .isEqualTo(names[0]);
        });
    }
}
