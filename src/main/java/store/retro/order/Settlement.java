package store.retro.order;

import java.time.Instant;
import store.retro.payment.PaymentStatus;
import store.retro.platform.background.WorkState;

/**
 * How far the order's payment is, and what is still to be done about it. It is written together with what makes it
 * necessary, so that no placed order stays unpaid and no cancelled one paid.
 *
 * @param status as settlement knows it; the provider knows best
 */
public record Settlement(PaymentStatus status, WorkState due) {

    public static final String STATUS = "settlement.status";
    public static final String DUE = "settlement.due";

    /** That of a new order: its payment is to be captured. */
    public static Settlement ofNewOrder(Instant placedAt) {
        return new Settlement(PaymentStatus.AUTHORIZED, WorkState.at(placedAt));
    }
}
