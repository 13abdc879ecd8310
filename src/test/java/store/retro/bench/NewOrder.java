package store.retro.bench;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.types.ObjectId;
import store.retro.bench.Refusal.Reason;

/** The document of an order at today's prices, as the store writes it, but for the class that Spring Data notes. */
final class NewOrder {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private NewOrder() {}

    /** @throws Refusal {@code unknown-product}, {@code out-of-stock} or {@code price-changed} */
    static Document of(OrderRequest request, List<Document> products) {
        Map<String, Document> byId = new LinkedHashMap<>();
        products.forEach(product -> byId.put(product.getString("_id"), product));
        requireKnown(request, byId);
        requireStock(request, byId);
        List<Document> items = new ArrayList<>();
        long total = 0;
        for (Map.Entry<String, Integer> line : request.quantities().entrySet()) {
            Document product = byId.get(line.getKey());
            long price = product.getLong("price");
            total = Math.addExact(total, Math.multiplyExact(price, line.getValue()));
            items.add(new Document("productId", line.getKey())
                    .append("name", product.getString("name"))
                    .append("unitPrice", price)
                    .append("quantity", line.getValue()));
        }
        if (total != request.billingAmount()) {
            throw new Refusal(Reason.PRICE_CHANGED, "The total is not what was agreed to.")
                    .with("billingAmount", OrderBody.Money.of(total));
        }
        return document(request, items);
    }

    private static void requireKnown(OrderRequest request, Map<String, Document> byId) {
        List<String> unknown = request.quantities().keySet().stream()
                .filter(id -> !byId.containsKey(id))
                .toList();
        if (!unknown.isEmpty()) {
            throw new Refusal(Reason.UNKNOWN_PRODUCT, "The store has no such product.").with("productIds", unknown);
        }
    }

    private static void requireStock(OrderRequest request, Map<String, Document> byId) {
        List<ShortLine> shortLines = request.quantities().entrySet().stream()
                .map(line -> new ShortLine(
                        line.getKey(), line.getValue(), byId.get(line.getKey()).getInteger("quantity")))
                .filter(line -> line.available() < line.requested())
                .toList();
        if (!shortLines.isEmpty()) {
            throw new Refusal(Reason.OUT_OF_STOCK, "There are not enough left.").with("items", shortLines);
        }
    }

    /** A line of which there is less in stock than was asked for. */
    record ShortLine(String productId, int requested, int available) {}

    private static Document document(OrderRequest request, List<Document> items) {
        Date now = new Date();
        Document order = new Document("_id", new ObjectId())
                .append("userId", request.userId())
                .append("number", number())
                .append("status", "placed")
                .append("placedAt", now)
                .append("items", items)
                .append("billingAmount", request.billingAmount())
                .append("currency", Service.CURRENCY)
                .append("shippingAddress", request.shippingAddress().toDocument())
                .append("paymentId", request.paymentId());
        if (request.key() != null) {
            order.append("idempotencyKey", request.key());
        }
        Document due = new Document("at", now).append("attempts", 0);
        return order.append("requestHash", request.hash())
                .append(
                        "settlement",
                        new Document("status", "authorized")
                                .append("state", "held")
                                .append("due", due));
    }

    private static String number() {
        StringBuilder number = new StringBuilder("RC");
        for (int i = 0; i < 12; i++) {
            if (i % 4 == 0) {
                number.append('-');
            }
            number.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return number.toString();
    }
}
