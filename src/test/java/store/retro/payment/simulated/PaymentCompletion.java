package store.retro.payment.simulated;

import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;
import store.retro.money.StoreCurrency;
import store.retro.payment.PaymentStatus;

/** Ends a payment that waits for its buyer, as would happen at the bank. */
@Component
public class PaymentCompletion {

    private final SimulatedGateway gateway;

    PaymentCompletion(MongoOperations mongo, StoreCurrency currency) {
        this.gateway = new SimulatedGateway(mongo, currency);
    }

    /** @return whether the payment was waiting */
    public boolean complete(String paymentId, boolean authorized) {
        return gateway.complete(paymentId, authorized ? PaymentStatus.AUTHORIZED : PaymentStatus.DECLINED);
    }
}
