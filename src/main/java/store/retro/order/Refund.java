package store.retro.order;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import lombok.Builder;
import lombok.With;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.mapping.MongoId;
import store.retro.money.Money;
import store.retro.order.HistoryEntry.By;
import store.retro.platform.documents.Counter;
import store.retro.product.StockChange;

/**
 * What an order was reduced by, noted in the write that reduces it, with an id under which the provider is asked for
 * the money; never twice. Those of an order only become more, each after the others: how much of one is to be sent
 * follows from what the provider has captured. What was made before the capture lowers that, and nothing of it is sent;
 * it becomes {@link RefundStatus#SENT}, too.
 *
 * @param id its own; the provider's of what was done there, which is {@link By#PROVIDER}, sent, and has no lines
 * @param amount in minor units of the store's currency
 * @param items what came back; absent where money was given back without goods
 * @param restocked whether they were put back into stock
 * @param staffId who of the staff it was; no buyer sees it
 * @param reason what staff wrote; no buyer sees it
 * @param idempotencyKey of the request for it; kept for ever
 * @param requestHash of that request
 * @param attempt how often the provider has answered it with a failure, which is all that it says under that key
 * @param told whether it is an event, where somebody is told of it
 */
@Builder
public record Refund(
        @MongoId String id,
        long amount,
        @Nullable List<RefundLine> items,
        boolean restocked,
        Instant at,
        By by,
        @Nullable String staffId,
        @Nullable String reason,
        @Nullable String idempotencyKey,
        @Nullable String requestHash,
        RefundStatus status,
        @Counter int attempt,
        @With @Nullable Boolean told) {

    /** Where an order keeps them. */
    public static final String REFUNDS = "refunds";

    public Refund {
        Money.requireFrom(0, amount);
    }

    public static String newId() {
        return new ObjectId().toHexString();
    }

    /** Where an order keeps a member of one of them. */
    public static String path(int index, String member) {
        return REFUNDS + "." + index + "." + member;
    }

    /** What it puts back into stock, if it does. */
    public List<StockChange> stockChanges() {
        return lines().map(RefundLine::stockChange).toList();
    }

    private Stream<RefundLine> lines() {
        return items == null ? Stream.empty() : items.stream();
    }

    /** How many units of a product have come back. */
    int units(String productId) {
        return lines().filter(line -> line.productId().equals(productId))
                .mapToInt(RefundLine::quantity)
                .sum();
    }

    /** As it is stored; what is null is left out. */
    public Document document() {
        Document document = new Document("_id", id)
                .append("amount", amount)
                .append(
                        "items",
                        items == null
                                ? null
                                : items.stream().map(RefundLine::document).toList())
                .append("restocked", restocked)
                .append("at", at)
                .append("by", by.stored())
                .append("staffId", staffId)
                .append("reason", reason)
                .append("idempotencyKey", idempotencyKey)
                .append("requestHash", requestHash)
                .append("status", status.stored())
                .append("attempt", attempt)
                .append("told", told);
        document.values().removeIf(Objects::isNull);
        return document;
    }
}
