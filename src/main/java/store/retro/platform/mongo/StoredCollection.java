package store.retro.platform.mongo;

import com.mongodb.client.model.IndexModel;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.Resource;

/** Storage whose collection exists, with its indexes, once the service has started. */
public interface StoredCollection {

    /** The collection's name. */
    String collection();

    /** What its documents have to match, where this service creates it: the file of a {@code $jsonSchema}, if any. */
    default Optional<Resource> schema() {
        return Optional.empty();
    }

    /** Its indexes, besides the one on {@code _id}. */
    default List<IndexModel> indexes() {
        return List.of();
    }
}
