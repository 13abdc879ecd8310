package store.retro.architecture.planted.payment;

import org.springframework.transaction.annotation.Transactional;
import store.retro.architecture.planted.order.PlantedOrder;

/** Knows orders, and asks itself, a payment, inside a transaction. */
public class PlantedPayment {

    @Transactional
    public PlantedPayment pay(PlantedPayment other, PlantedOrder order) {
        return other.pay(this, order);
    }
}
