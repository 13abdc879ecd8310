package store.retro.order;

import java.util.Objects;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Where the parcel of an order is, as staff has said.
 *
 * @param trackingUrl never asked for by the store itself
 */
public record Shipment(
        @Nullable String carrier,
        @Nullable String trackingNumber,
        @Nullable String trackingUrl) {

    /** Null where it says nothing. */
    public @Nullable Shipment orNull() {
        return Stream.of(carrier, trackingNumber, trackingUrl).allMatch(Objects::isNull) ? null : this;
    }

    /** As it is stored. */
    public Document document() {
        Document document = new Document("carrier", carrier)
                .append("trackingNumber", trackingNumber)
                .append("trackingUrl", trackingUrl);
        document.values().removeIf(Objects::isNull);
        return document;
    }
}
