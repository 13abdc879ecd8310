package store.retro.architecture.planted.payment;

import store.retro.architecture.planted.order.PlantedOrder;

/** Knows orders. */
public class PlantedPayment {

    public int pay(PlantedOrder order) {
        return order.hashCode();
    }
}
