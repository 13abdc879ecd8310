package store.retro.payment;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains a refused start; registered in {@code META-INF/spring.factories}. */
class NoPaymentGatewayAnalyzer extends AbstractFailureAnalyzer<NoPaymentGatewayException> {

    NoPaymentGatewayAnalyzer() {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, NoPaymentGatewayException cause) {
        return new FailureAnalysis(cause.getMessage(), """
                Set store.payment.gateway (STORE_PAYMENT_GATEWAY) to
                    stripe      with store.payment.stripe.api-key and store.payment.stripe.webhook-secret
                    simulated   to try the store: payments are make-believe, and no money is taken.""", cause);
    }
}
