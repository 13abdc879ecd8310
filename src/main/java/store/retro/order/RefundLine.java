package store.retro.order;

import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import store.retro.product.StockChange;

/**
 * So many units of an order's line that came back.
 *
 * @param objectId as which the product's id is stored, where that is no text
 */
public record RefundLine(String productId, @Nullable ObjectId objectId, int quantity) {

    public RefundLine {
        if (quantity < 1) {
            throw new IllegalArgumentException("a quantity out of range");
        }
    }

    public static RefundLine of(OrderLine line) {
        return new RefundLine(line.productId(), line.objectId(), line.quantity());
    }

    /** No price is looked at when stock is put back. */
    StockChange stockChange() {
        return new StockChange(productId, objectId, 0, quantity);
    }

    Document document() {
        Document document = new Document("productId", productId);
        if (objectId != null) {
            document.append("objectId", objectId);
        }
        return document.append("quantity", quantity);
    }
}
