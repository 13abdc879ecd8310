package store.retro.order;

import java.time.Instant;
import store.retro.mongo.Due;
import store.retro.payment.PaymentStatus;

/**
 * How far the order's payment is, and what is still to be done about it. It is written together with what makes it
 * necessary, so that no placed order stays unpaid and no cancelled one paid.
 *
 * @param status as settlement knows it; the provider knows best
 */
record Settlement(PaymentStatus status, Due due) {

    static final String STATUS = "settlement.status";
    static final String DUE = "settlement.due";

    /** That of a new order: its payment is to be captured. */
    static Settlement ofNewOrder(Instant placedAt) {
        return new Settlement(PaymentStatus.AUTHORIZED, Due.at(placedAt));
    }
}
