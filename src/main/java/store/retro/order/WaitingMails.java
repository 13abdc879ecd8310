package store.retro.order;

import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import store.retro.platform.background.WorkState;

/**
 * Mails about an order that its buyer has not been sent yet. All that they tell stands in the order itself. Versions
 * before 2.0 do not look for them.
 *
 * @param pending in the order in which they are to be sent
 * @param dead whether sending was given up, until staff lets it be tried again or the order's next mail comes
 */
public record WaitingMails(
        List<Mail> pending, WorkState due, @Nullable Boolean dead) {

    /** Where an order keeps them. */
    public static final String MAILS = "mails";

    public static final String PENDING = MAILS + ".pending";
    public static final String DUE = MAILS + ".due";
    public static final String DEAD = MAILS + ".dead";

    public static WaitingMails ofNewOrder(Instant placedAt) {
        return new WaitingMails(List.of(Mail.of(OrderEventType.PLACED)), WorkState.at(placedAt), null);
    }

    /**
     * A mail that waits.
     *
     * @param event that it tells of: placed, shipped, refunded or cancelled
     * @param refund the place, among the order's refunds, of the one that it tells of; absent, of none
     */
    public record Mail(OrderEventType event, @Nullable Integer refund) {

        public static Mail of(OrderEventType event) {
            return new Mail(event, null);
        }

        /** As it is stored. */
        public Document document() {
            Document document = new Document("event", event.stored());
            return refund == null ? document : document.append("refund", refund);
        }
    }
}
