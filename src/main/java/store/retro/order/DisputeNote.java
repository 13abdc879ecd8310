package store.retro.order;

import java.util.Locale;
import org.bson.Document;
import store.retro.payment.Dispute;

/**
 * A dispute of an order's payment, as the order's history has told it.
 *
 * @param id the provider's
 */
public record DisputeNote(String id, Dispute.State state) {

    public static DisputeNote of(Dispute dispute) {
        return new DisputeNote(dispute.id(), dispute.state());
    }

    /** As it is stored. */
    public Document document() {
        return new Document("id", id).append("state", state.name().toLowerCase(Locale.ROOT));
    }
}
