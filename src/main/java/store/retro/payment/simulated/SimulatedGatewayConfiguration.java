package store.retro.payment.simulated;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoOperations;
import store.retro.money.StoreCurrency;
import store.retro.payment.PaymentGateway;

@Configuration(proxyBeanMethods = false)
class SimulatedGatewayConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SimulatedGatewayConfiguration.class);

    @Bean
    @ConditionalOnProperty(name = "store.payment.gateway", havingValue = "simulated")
    PaymentGateway simulatedGateway(MongoOperations mongo, StoreCurrency currency) {
        log.warn("store.payment.gateway=simulated: every payment is make-believe, no money is taken");
        return new SimulatedGateway(mongo, currency);
    }
}
