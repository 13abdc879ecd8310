package store.retro.payment.handling;

import java.util.List;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.money.AmountRange;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentNotPossibleException;
import store.retro.payment.PaymentProblem;
import store.retro.payment.PaymentRefusedException;
import store.retro.platform.problem.ExceptionTranslator;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemTypes;
import store.retro.platform.security.PublicEndpoints;

@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {

    @Bean
    ExceptionTranslator unavailableProvider() {
        return exception ->
                exception instanceof PaymentGatewayException failure ? Optional.of(problem(failure)) : Optional.empty();
    }

    private static ProblemException problem(PaymentGatewayException failure) {
        if (failure instanceof PaymentNotPossibleException) {
            return new ProblemException(PaymentProblem.PAYMENT_NOT_POSSIBLE);
        }
        // the gateway has told operators
        return failure instanceof PaymentRefusedException
                ? new ProblemException(GeneralProblem.INTERNAL_ERROR)
                : new ProblemException(
                        GeneralProblem.TRY_AGAIN, "The payment provider cannot be asked now; try again.");
    }

    /** What can be paid. */
    @Bean
    AmountRange payableAmounts(PaymentGateways gateways) {
        return gateways.forNewPayments().amounts();
    }

    @Bean
    ProblemTypes paymentProblems() {
        return new ProblemTypes(List.of(PaymentProblem.values()));
    }

    @Bean
    PublicEndpoints paymentEndpoints() {
        return new PublicEndpoints(List.of("GET /payment-methods"));
    }
}
