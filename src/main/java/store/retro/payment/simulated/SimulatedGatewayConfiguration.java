package store.retro.payment.simulated;

import java.time.Clock;
import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import store.retro.money.StoreCurrency;
import store.retro.payment.PaymentGateway;
import store.retro.platform.documents.StoredDocuments;

@Configuration(proxyBeanMethods = false)
@Slf4j
class SimulatedGatewayConfiguration {

    @Bean
    @Conditional(Wanted.class)
    PaymentGateway simulatedGateway(StoredDocuments memory, StoreCurrency currency, Clock clock) {
        log.warn("payments of the simulated provider are make-believe, no money is taken");
        return new SimulatedGateway(memory, currency, clock);
    }

    static class Wanted extends AnyNestedCondition {

        Wanted() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty(name = "store.payment.gateway", havingValue = "simulated")
        static class ForNewPayments {}

        @ConditionalOnBooleanProperty("store.payment.simulated.enabled")
        static class ForItsOwn {}
    }
}
