package store.retro.architecture.planted.payment;

import org.springframework.transaction.annotation.Transactional;

/** Asks a provider while its transaction is open. */
class CallingTransactions {

    @Transactional
    public boolean paid(PaymentGateway gateway) {
        return gateway.equals(this);
    }
}
