package store.retro.product.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import lombok.Builder;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * What somebody of the staff has done with a product; stored in the transaction that does it, and never changed.
 *
 * @param path to which the request was sent; its key belongs to that
 * @param requestHash what the request said, where it has a key
 * @param change by how many units
 * @param values what the product was said to be
 */
@Builder
@Document(ProductChanges.COLLECTION)
record ProductChange(
        @Id String id,
        String productId,
        Event event,
        Instant at,
        String staffId,
        String path,
        @Nullable String idempotencyKey,
        @Nullable String requestHash,
        @Nullable Integer change,
        @Nullable String reason,
        @Nullable ProductValues values) {

    /** What may be done. */
    enum Event {
        CREATED,
        EDITED,
        RESTOCKED,
        WITHDRAWN,
        RESTORED,
        /** Something of a later version. */
        UNKNOWN;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
