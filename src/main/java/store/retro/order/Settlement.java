package store.retro.order;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import store.retro.payment.PaymentStatus;
import store.retro.platform.background.WorkState;
import store.retro.platform.documents.IfReadable;

/**
 * How far the order's payment is, and what is still to be done about it. It is written together with what makes it
 * necessary, so that no placed order stays unpaid and no cancelled one paid.
 *
 * @param status as settlement knows it; the provider knows best
 * @param state the same for staff; absent where a version before 2.0 has written: {@link #currentState} has it
 * @param refundDue what was captured and is to be given back; apart from {@code due}, which versions before 2.0 end
 *     once the payment is captured
 * @param capturedAt when it was captured, where somebody is told of it
 * @param captureFailedAt when staff was asked to see to its capture, likewise
 * @param dispute what is known of the buyer's objection to the payment
 * @param disputedAt when it was noted, where somebody is told of it
 * @param hints how often the provider has said that the payment moved: what was read before counts no more
 */
public record Settlement(
        PaymentStatus status,
        @IfReadable @Nullable SettlementState state,
        WorkState due,
        @Nullable WorkState refundDue,
        @IfReadable @Nullable Instant capturedAt,
        @IfReadable @Nullable Instant captureFailedAt,
        @IfReadable @Nullable DisputeNote dispute,
        @IfReadable @Nullable Instant disputedAt,
        @Nullable Integer hints) {

    public static final String STATUS = "settlement.status";
    public static final String STATE = "settlement.state";
    public static final String DUE = "settlement.due";
    public static final String REFUND_DUE = "settlement.refundDue";
    public static final String CAPTURED_AT = "settlement.capturedAt";
    public static final String CAPTURE_FAILED_AT = "settlement.captureFailedAt";
    public static final String DISPUTE = "settlement.dispute";
    public static final String DISPUTE_STATE = DISPUTE + ".state";
    public static final String DISPUTED_AT = "settlement.disputedAt";
    public static final String HINTS = "settlement.hints";

    /** That of a new order: its payment is to be captured. */
    public static Settlement ofNewOrder(Instant placedAt) {
        return new Settlement(
                PaymentStatus.AUTHORIZED,
                SettlementState.HELD,
                WorkState.at(placedAt),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** What is to be done about it at some time, tried or not. */
    public List<WorkState> waiting() {
        return Stream.concat(Stream.of(due), Stream.ofNullable(refundDue))
                .filter(work -> work.at() != null)
                .toList();
    }

    /** How the money stands, whichever version has written last. */
    public SettlementState currentState() {
        return state != null && state.agreesWith(status) ? state : SettlementState.of(status);
    }
}
