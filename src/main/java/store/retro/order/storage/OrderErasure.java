package store.retro.order.storage;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;
import store.retro.order.HistoryEntry;
import store.retro.order.Order;
import store.retro.order.OrderStatus;
import store.retro.order.Refund;
import store.retro.order.Settlement;
import store.retro.order.SettlementState;
import store.retro.order.WaitingMails;
import store.retro.payment.Dispute;
import store.retro.platform.documents.StoredDocuments;

/** Which orders keep their user from being erased, and what becomes of the others; also of what cannot be read. */
@Repository
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class OrderErasure {

    private static final int AT_ONCE = 200;

    private static final List<Object> CLOSED =
            List.of(OrderStatus.SHIPPED, OrderStatus.CANCELLED, OrderStatus.RETURNED, Orders.TOMBSTONE);

    private static final String ADDRESS = "shippingAddress";
    private static final String HASH = "requestHash";
    private static final String SHIPMENT = "shipment";
    private static final String REASON = "reason";

    private final StoredDocuments documents;

    /**
     * Whether an order of the user is placed, or of a status that nobody knows, or its money is on its way or
     * disputed.
     *
     * @param transaction the operations of a running transaction
     */
    public static boolean isOpen(MongoOperations transaction, String userId) {
        Criteria open = ofUser(userId)
                .orOperator(
                        Criteria.where("status").nin(CLOSED),
                        Criteria.where(Settlement.DUE + ".at").exists(true),
                        Criteria.where(Settlement.REFUND_DUE + ".at").exists(true),
                        Criteria.where(Settlement.STATE).in(SettlementState.REFUND_DUE, SettlementState.DISPUTED),
                        Criteria.where(Settlement.DISPUTE_STATE).is(Dispute.State.OPEN));
        return transaction.exists(Query.query(open), Order.class);
    }

    /**
     * Takes out of some orders of the user what is about a person, or was written by one; ids, lines and amounts stay.
     *
     * @return whether there may be more
     */
    public boolean emptySome(String userId) {
        Criteria full = ofUser(userId)
                .orOperator(
                        Criteria.where(HASH).exists(true),
                        Criteria.where(ADDRESS).ne(null),
                        Criteria.where(SHIPMENT).exists(true),
                        Criteria.where(WaitingMails.MAILS).exists(true));
        List<Document> some = documents.stored(Order.class, Query.query(full).limit(AT_ONCE));
        if (!some.isEmpty()) {
            // one that may not be changed keeps back no other
            documents
                    .collection(Order.class)
                    .bulkWrite(
                            some.stream().map(OrderErasure::emptied).toList(), new BulkWriteOptions().ordered(false));
        }
        return some.size() == AT_ONCE;
    }

    private static UpdateOneModel<Document> emptied(Document order) {
        List<Bson> changes = new ArrayList<>(List.of(
                Updates.set(ADDRESS, null),
                Updates.unset(HASH),
                Updates.unset(SHIPMENT),
                Updates.unset(WaitingMails.MAILS)));
        empty(order, HistoryEntry.HISTORY, List.of(REASON, SHIPMENT), changes);
        empty(order, Refund.REFUNDS, List.of(REASON, HASH), changes);
        Bson itself =
                Filters.and(Filters.eq("_id", order.get("_id")), Filters.eq(Orders.USER_ID, order.get(Orders.USER_ID)));
        return new UpdateOneModel<>(itself, Updates.combine(changes));
    }

    /** Such a list only grows: each element stays at its place. */
    private static void empty(Document order, String list, List<String> members, List<Bson> changes) {
        if (!(order.get(list) instanceof List<?> elements)) {
            return;
        }
        for (int place = 0; place < elements.size(); place++) {
            for (String member : members) {
                if (elements.get(place) instanceof Document element && element.containsKey(member)) {
                    changes.add(Updates.unset(list + "." + place + "." + member));
                }
            }
        }
    }

    private static Criteria ofUser(String userId) {
        return Criteria.where(Orders.USER_ID).is(userId);
    }
}
