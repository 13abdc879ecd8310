package store.retro.payment;

import org.springframework.stereotype.Component;

/** Ends a payment that waits for its buyer, as would happen at the bank. */
@Component
public class PaymentCompletion {

    private final SimulatedGateway gateway;

    PaymentCompletion(SimulatedGateway gateway) {
        this.gateway = gateway;
    }

    /** @return whether the payment was waiting */
    public boolean complete(String paymentId, boolean authorized) {
        return gateway.complete(paymentId, authorized ? PaymentStatus.AUTHORIZED : PaymentStatus.DECLINED);
    }
}
