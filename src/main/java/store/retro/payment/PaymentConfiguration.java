package store.retro.payment;

import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.web.Problem;
import store.retro.web.Rejection;
import store.retro.web.Translation;

@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {

    @Bean
    Translation unavailableProvider() {
        return exception -> exception instanceof PaymentGatewayException
                ? Optional.of(new Rejection(Problem.TRY_AGAIN, "The payment provider cannot be asked now; try again."))
                : Optional.empty();
    }
}
