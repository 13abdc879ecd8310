package store.retro.platform.mongo;

import com.mongodb.client.model.IndexModel;
import java.util.List;

/** Storage whose collection exists, with its indexes, once the service has started. */
public interface StoredCollection {

    /** The collection's name. */
    String collection();

    /** Its indexes, besides the one on {@code _id}. */
    default List<IndexModel> indexes() {
        return List.of();
    }
}
