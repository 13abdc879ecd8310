package store.retro.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import store.retro.payment.PaymentStatus;
import store.retro.platform.background.WorkState;
import store.retro.platform.mongo.IfReadable;

/**
 * How far the order's payment is, and what is still to be done about it. It is written together with what makes it
 * necessary, so that no placed order stays unpaid and no cancelled one paid.
 *
 * @param status as settlement knows it; the provider knows best
 * @param capturedAt when it was captured, where somebody is told of it
 * @param captureFailedAt when staff was asked to see to its capture, likewise
 */
public record Settlement(
        PaymentStatus status,
        WorkState due,
        @IfReadable @Nullable Instant capturedAt,
        @IfReadable @Nullable Instant captureFailedAt) {

    public static final String STATUS = "settlement.status";
    public static final String DUE = "settlement.due";
    public static final String CAPTURED_AT = "settlement.capturedAt";
    public static final String CAPTURE_FAILED_AT = "settlement.captureFailedAt";

    /** That of a new order: its payment is to be captured. */
    public static Settlement ofNewOrder(Instant placedAt) {
        return new Settlement(PaymentStatus.AUTHORIZED, WorkState.at(placedAt), null, null);
    }
}
