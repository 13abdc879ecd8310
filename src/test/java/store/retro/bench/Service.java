package store.retro.bench;

import java.util.List;
import org.bson.Document;

/** Whose documents and tokens a round needs. */
enum Service {
    /** This one; the smallest service and the driver use its documents too. */
    OURS {
        @Override
        Document user(String id) {
            return new Document("_id", id).append("name", "User").append("lifeTimeValue", 0L);
        }

        @Override
        Document product(String id, int stock) {
            return new Document("_id", id)
                    .append("name", "Console")
                    .append("year", 1989)
                    .append("description", "For the benchmark.")
                    .append("imageUrl", "/images/console.svg")
                    .append("price", (long) PRICE)
                    .append("quantity", stock);
        }

        /** The store's record and the simulated provider's memory of it. */
        @Override
        List<Stored> payment(String id, String userId, int amount) {
            Document record = new Document("_id", id)
                    .append("userId", userId)
                    .append("amount", (long) amount)
                    .append("status", "authorized")
                    .append("method", "pm_card_visa")
                    .append("provider", "simulated")
                    .append("providerId", "sim_" + id)
                    .append("requestHash", "1:benchmark")
                    .append("createdAt", new java.util.Date());
            Document provider = new Document("_id", id)
                    .append("userId", userId)
                    .append("amount", (long) amount)
                    .append("currency", CURRENCY)
                    .append("status", "authorized");
            return List.of(new Stored("payments", record), new Stored("simulatedProvider", provider));
        }
    },

    /** The one in Node; the plain driver uses its documents too. */
    PEER {
        @Override
        Document user(String id) {
            return new Document("_id", id).append("name", "User").append("lifeTimeValue", 0);
        }

        @Override
        Document product(String id, int stock) {
            return new Document("_id", id)
                    .append("name", "Console")
                    .append("price", PRICE)
                    .append("quantity", stock);
        }

        @Override
        List<Stored> payment(String id, String userId, int amount) {
            Document record = new Document("_id", id)
                    .append("userId", userId)
                    .append("amount", amount)
                    .append("status", "authorized");
            return List.of(new Stored("payments", record));
        }
    };

    /** Of each product, in cents. */
    static final int PRICE = 9900;

    static final String CURRENCY = "USD";

    /** A document and its collection. */
    record Stored(String collection, Document document) {}

    abstract Document user(String id);

    abstract Document product(String id, int stock);

    abstract List<Stored> payment(String id, String userId, int amount);
}
