package store.retro.payment.simulated;

import java.time.Clock;
import org.springframework.stereotype.Component;
import store.retro.money.StoreCurrency;
import store.retro.payment.PaymentStatus;
import store.retro.platform.documents.StoredDocuments;

/** Ends a payment that waits for its buyer, as would happen at the bank. */
@Component
public class PaymentCompletion {

    private final SimulatedGateway gateway;

    PaymentCompletion(StoredDocuments memory, StoreCurrency currency, Clock clock) {
        this.gateway = new SimulatedGateway(memory, currency, clock);
    }

    /** @return whether the payment was waiting */
    public boolean complete(String paymentId, boolean authorized) {
        return gateway.complete(paymentId, authorized ? PaymentStatus.AUTHORIZED : PaymentStatus.DECLINED);
    }
}
