package store.retro.payment.simulated;

import lombok.extern.slf4j.Slf4j;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import store.retro.money.StoreCurrency;
import store.retro.payment.PaymentGateway;

@Configuration(proxyBeanMethods = false)
@Slf4j
class SimulatedGatewayConfiguration {

    @Bean
    @ConditionalOnProperty(name = "store.payment.gateway", havingValue = "simulated")
    PaymentGateway simulatedGateway(MongoOperations mongo, StoreCurrency currency) {
        log.warn("store.payment.gateway=simulated: every payment is make-believe, no money is taken");
        return new SimulatedGateway(mongo, currency);
    }
}
