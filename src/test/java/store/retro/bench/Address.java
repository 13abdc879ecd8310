package store.retro.bench;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Where an order is sent, as it is read and answered. */
record Address(
        @Nullable String recipient,
        @Nullable String line1,
        @Nullable String line2,
        @Nullable String city,
        @Nullable String region,
        @Nullable String postalCode,
        @Nullable String country) {

    static Address of(Document stored) {
        return new Address(
                stored.getString("recipient"),
                stored.getString("line1"),
                stored.getString("line2"),
                stored.getString("city"),
                stored.getString("region"),
                stored.getString("postalCode"),
                stored.getString("country"));
    }

    /** What is null is not stored. */
    Document toDocument() {
        Document document = new Document();
        append(document, "recipient", recipient);
        append(document, "line1", line1);
        append(document, "line2", line2);
        append(document, "city", city);
        append(document, "region", region);
        append(document, "postalCode", postalCode);
        append(document, "country", country);
        return document;
    }

    private static void append(Document document, String name, @Nullable String value) {
        if (value != null) {
            document.append(name, value);
        }
    }
}
