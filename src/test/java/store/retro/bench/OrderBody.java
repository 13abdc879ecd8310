package store.retro.bench;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** An order as it is answered: all members of the contract, though what only a later call could change is null. */
record OrderBody(
        String id,
        String number,
        String status,
        String placedAt,
        @Nullable String shippedAt,
        @Nullable String cancelledAt,
        List<Line> items,
        Money billingAmount,
        Money refundedAmount,
        Address shippingAddress,
        @Nullable String shipment,
        @Nullable String cancelReason,
        String paymentId) {

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    record Line(String productId, String name, Money unitPrice, int quantity) {}

    record Money(long amount, String currency) {

        static Money of(long amount) {
            return new Money(amount, Service.CURRENCY);
        }
    }

    static OrderBody of(Document order) {
        Instant placedAt = order.getDate("placedAt").toInstant();
        List<Line> lines = order.getList("items", Document.class).stream()
                .map(item -> new Line(
                        item.getString("productId"),
                        item.getString("name"),
                        Money.of(item.getLong("unitPrice")),
                        item.getInteger("quantity")))
                .toList();
        return new OrderBody(
                order.getObjectId("_id").toHexString(),
                order.getString("number"),
                order.getString("status"),
                MILLISECONDS.format(placedAt),
                null,
                null,
                lines,
                Money.of(order.getLong("billingAmount")),
                Money.of(0),
                Address.of(order.get("shippingAddress", Document.class)),
                null,
                null,
                order.getString("paymentId"));
    }
}
