package store.retro.platform.background;

import com.mongodb.bulk.BulkWriteResult;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.bson.conversions.Bson;
import store.retro.platform.background.LeasedWorkQueue.Claim;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.documents.StoredDocuments;
import store.retro.platform.transaction.DatabaseUnavailable;

/** What has become of claimed work, until it is written: that of several documents by one command. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class WorkNotes {

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final StoredDocuments documents;
    private final Class<?> type;
    private final WorkFields fields;
    private final Queue<List<UpdateOneModel<Document>>> unwritten = new ConcurrentLinkedQueue<>();

    void add(Claim<?> claim, Bson... changes) {
        unwritten.add(List.of(update(claim, Filters.empty(), changes)));
    }

    /** The claim is gone after the first of the two, so only one is made. */
    void addEither(Claim<?> claim, Bson meanwhile, Bson ifSo, Bson ifNot, Bson anyway) {
        unwritten.add(
                List.of(update(claim, meanwhile, ifSo, anyway), update(claim, Filters.nor(meanwhile), ifNot, anyway)));
    }

    private UpdateOneModel<Document> update(Claim<?> claim, Bson meanwhile, Bson... changes) {
        Bson mine = Filters.and(
                fields.document(claim.id(), claim.route()), Filters.eq(fields.claim(), claim.token()), meanwhile);
        return new UpdateOneModel<>(mine, Updates.combine(changes));
    }

    /**
     * Writes all that there is. A document that is held by somebody, or forbidden, takes no other's note with it; what
     * is not written is done again when its lease ends.
     */
    void write() {
        List<List<UpdateOneModel<Document>>> notes = new ArrayList<>();
        for (List<UpdateOneModel<Document>> note = unwritten.poll(); note != null; note = unwritten.poll()) {
            notes.add(note);
        }
        Duration left = Deadline.remaining();
        try (Deadline.Scope scope = Deadline.open(left.compareTo(PATIENCE) > 0 ? left : PATIENCE)) {
            write(notes);
        }
    }

    private void write(List<List<UpdateOneModel<Document>>> notes) {
        if (notes.size() == 1) {
            bulkWrite(notes.get(0));
        } else if (!notes.isEmpty()
                && !written(notes.stream().flatMap(Collection::stream).toList())) {
            notes.stream().takeWhile(note -> !Deadline.remaining().isZero()).forEach(this::written);
        }
    }

    private boolean written(List<UpdateOneModel<Document>> updates) {
        return DatabaseUnavailable.orEmpty(PATIENCE, () -> bulkWrite(updates)).isPresent();
    }

    private BulkWriteResult bulkWrite(List<UpdateOneModel<Document>> updates) {
        return documents.collection(type).bulkWrite(updates, new BulkWriteOptions().ordered(false));
    }
}
