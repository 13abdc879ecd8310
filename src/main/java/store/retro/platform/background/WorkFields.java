package store.retro.platform.background;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import store.retro.platform.mongo.UnreadableDocumentException;

/**
 * Where a document keeps its {@link WorkState}.
 *
 * @param path of the whole of it
 * @param route the member by which a sharded cluster routes writes
 * @param givenUp where it says that it is tried no more by itself, if that may be
 */
record WorkFields(String path, String route, @Nullable String givenUp) {

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

    String since() {
        return path + ".since";
    }

    /** Why the document could not be read when it was due. Nothing else of it is changed for that. */
    String unreadable() {
        return path + ".unreadable";
    }

    /** What is noted where a document cannot be read. */
    Bson asUnreadable(UnreadableDocumentException reason, Instant now) {
        return Updates.combine(
                Updates.set(unreadable(), "it cannot be read: " + reason.getMessage()), Updates.min(since(), now));
    }

    /** With these changes, what is noted of a claim whose work is done: the next work has all its attempts. */
    Bson anew(Bson... changes) {
        return Updates.combine(
                Updates.combine(changes),
                Updates.unset(claim()),
                Updates.unset(failure()),
                Updates.unset(since()),
                Updates.unset(unreadable()),
                Updates.set(attempts(), 0));
    }

    /** A filter that a sharded cluster can route. */
    Bson document(Object id, String routedBy) {
        return Filters.and(Filters.eq("_id", id), Filters.eq(route, routedBy));
    }
}
