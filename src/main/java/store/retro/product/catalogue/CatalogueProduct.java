package store.retro.product.catalogue;

import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import store.retro.platform.documents.IfReadable;

/**
 * A product as staff sees it: also one that is withdrawn, or cannot be sold.
 *
 * @param stored as it is
 * @param members what of it can be read
 * @param defect why it cannot be sold, as a sentence; null if it can, unless it is withdrawn
 */
record CatalogueProduct(
        Document stored, Members members, @Nullable String defect) {

    static final String QUANTITY = "quantity";
    static final String RECEIVED = "received";
    static final String WITHDRAWN = "withdrawn";
    static final String VERSION = "version";

    /**
     * Each null where nobody has stored it so that it could be read.
     *
     * @param received what was ever put in, where that is counted
     * @param version how often it was edited; the making of it counts
     */
    record Members(
            @IfReadable @Nullable String name,
            @IfReadable @Nullable Integer year,
            @IfReadable @Nullable String description,
            @IfReadable @Nullable String imageUrl,
            @IfReadable @Nullable Long price,
            @IfReadable @Nullable Integer quantity,
            @IfReadable @Nullable Long received,
            @IfReadable @Nullable Boolean withdrawn,
            @IfReadable @Nullable Integer version) {}

    String id() {
        return String.valueOf(stored.get("_id"));
    }

    /** How many there are; what cannot be read is none. */
    int left() {
        return Objects.requireNonNullElse(members.quantity(), 0);
    }

    /** Whether there is a number to add to, or nothing. */
    boolean canBeCounted() {
        return members.quantity() != null || !stored.containsKey(QUANTITY);
    }

    boolean isWithdrawn() {
        return Boolean.TRUE.equals(members.withdrawn());
    }

    /** Whether it was never withdrawn, or was brought back. */
    boolean isOffered() {
        Object withdrawn = stored.get(WITHDRAWN);
        return withdrawn == null || withdrawn.equals(false);
    }

    int version() {
        return Objects.requireNonNullElse(members.version(), 0);
    }

    String tag() {
        return '"' + String.valueOf(version()) + '"';
    }

    boolean has(ProductValues values) {
        return values.name().equals(members.name())
                && Objects.equals(values.year(), members.year())
                && values.description().equals(members.description())
                && values.imageUrl().equals(members.imageUrl())
                && Objects.equals(values.price(), members.price());
    }
}
