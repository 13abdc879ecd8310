package store.retro.platform.background;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import store.retro.platform.documents.UnreadableDocumentException;

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

    /** Nobody is on it any more. */
    Bson released() {
        return Updates.unset(claim());
    }

    /** It was done. */
    Bson done() {
        return Updates.combine(
                released(),
                Updates.unset(failure()),
                Updates.unset(since()),
                Updates.unset(unreadable()),
                Updates.set(attempts(), 0));
    }

    /** It was tried in vain. */
    Bson inVain(String failure, Instant now) {
        return Updates.combine(
                released(), Updates.set(failure(), failure), Updates.min(since(), now), Updates.unset(unreadable()));
    }

    /** The document cannot be read. */
    Bson asUnreadable(UnreadableDocumentException reason, Instant now) {
        return Updates.combine(
                Updates.set(unreadable(), "it cannot be read: " + reason.getMessage()), Updates.min(since(), now));
    }

    /** A filter that a sharded cluster can route. */
    Bson document(Object id, String routedBy) {
        return Filters.and(Filters.eq("_id", id), Filters.eq(route, routedBy));
    }
}
