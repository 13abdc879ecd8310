package store.retro.platform.background;

import com.mongodb.client.model.Filters;
import org.bson.conversions.Bson;

/**
 * Where a document keeps its {@link WorkState}.
 *
 * @param path of the whole of it
 * @param route the member by which a sharded cluster routes writes
 */
record WorkFields(String path, String route) {

    String at() {
        return path + ".at";
    }

    String claim() {
        return path + ".claim";
    }

    String attempts() {
        return path + ".attempts";
    }

    String failure() {
        return path + ".failure";
    }

    /** A filter that a sharded cluster can route. */
    Bson document(Object id, String routedBy) {
        return Filters.and(Filters.eq("_id", id), Filters.eq(route, routedBy));
    }
}
