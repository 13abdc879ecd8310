package store.retro.bench;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import java.util.List;
import org.bson.BsonType;
import org.bson.conversions.Bson;

/** The indexes that the store keeps: an order pays for each of them. */
final class OrderIndexes {

    private OrderIndexes() {}

    static void create(MongoDatabase database) {
        Bson newestFirst = Indexes.compoundIndex(Indexes.ascending("userId"), Indexes.descending("placedAt", "_id"));
        database.getCollection("orders")
                .createIndexes(List.of(
                        new IndexModel(Indexes.ascending("userId", "paymentId"), new IndexOptions().unique(true)),
                        uniqueKey(),
                        new IndexModel(newestFirst),
                        having("placedAt", "status", "placedAt", "_id"),
                        having("placedAt", "settlement.status", "settlement.state", "placedAt", "_id"),
                        having("number", "number"),
                        due("settlement.due.at"),
                        due("settlement.refundDue.at"),
                        due("outbox.due.at"),
                        partial("outbox.dead", Filters.eq("outbox.dead", true)),
                        due("moneyOutbox.due.at"),
                        partial("moneyOutbox.dead", Filters.eq("moneyOutbox.dead", true)),
                        due("mails.due.at"),
                        partial("mails.dead", Filters.eq("mails.dead", true)),
                        partial("settlement.dispute.state", Filters.eq("settlement.dispute.state", "open"))));
        database.getCollection("users")
                .createIndexes(List.of(new IndexModel(Indexes.ascending("lifeTimeValue", "_id")), due("erasure.at")));
        database.getCollection("payments")
                .createIndexes(List.of(
                        uniqueKey(),
                        new IndexModel(Indexes.ascending("userId", "_id")),
                        new IndexModel(Indexes.ascending("providerId")),
                        due("release.at"),
                        due("removal.at")));
    }

    private static IndexModel uniqueKey() {
        return new IndexModel(
                Indexes.ascending("userId", "idempotencyKey"),
                new IndexOptions()
                        .unique(true)
                        .partialFilterExpression(Filters.type("idempotencyKey", BsonType.STRING)));
    }

    private static IndexModel having(String member, String... fields) {
        return new IndexModel(
                Indexes.ascending(fields), new IndexOptions().partialFilterExpression(Filters.exists(member)));
    }

    private static IndexModel due(String at) {
        return partial(at, Filters.exists(at));
    }

    private static IndexModel partial(String field, Bson filter) {
        return new IndexModel(Indexes.ascending(field), new IndexOptions().partialFilterExpression(filter));
    }
}
