package store.retro.development.lab;

import java.util.Map;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;
import store.retro.development.lab.InsideView.OpenTransaction;

/** A command as it goes over the wire, read for people. */
record Command(Probe.Sent sent) {

    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify", "bulkWrite");

    String name() {
        return sent.name();
    }

    BsonDocument body() {
        return sent.command();
    }

    @Nullable
    String collection() {
        return body().get(name()) instanceof BsonString collection ? collection.getValue() : null;
    }

    /** As a proxy names it. */
    String onTheWire() {
        return collection() == null ? name() : name() + " " + collection();
    }

    boolean writes() {
        return WRITES.contains(name());
    }

    boolean isCommit() {
        return name().equals("commitTransaction");
    }

    boolean isEnd() {
        return isCommit() || name().equals("abortTransaction");
    }

    boolean startsTransaction() {
        return body().containsKey("startTransaction");
    }

    /** Of which it is a part; null where it is of none. */
    @Nullable
    OpenTransaction transaction() {
        return body().containsKey("autocommit")
                ? new OpenTransaction(
                        body().getDocument("lsid"),
                        body().getNumber("txnNumber").longValue())
                : null;
    }

    private @Nullable BsonDocument first(String list) {
        BsonValue all = body().get(list);
        return all != null && all.isArray() && !all.asArray().isEmpty()
                ? all.asArray().get(0).asDocument()
                : null;
    }

    private @Nullable BsonDocument filter() {
        BsonDocument update = first(name().equals("delete") ? "deletes" : "updates");
        return update == null ? body().getDocument("filter", null) : update.getDocument("q");
    }

    private @Nullable BsonDocument change() {
        BsonDocument update = first("updates");
        return update == null ? first("documents") : update.get("u").isDocument() ? update.getDocument("u") : null;
    }

    private @Nullable String session() {
        BsonDocument lsid = body().getDocument("lsid", null);
        if (lsid == null) {
            return null;
        }
        byte[] id =
                new Binary(lsid.getBinary("id").getType(), lsid.getBinary("id").getData()).getData();
        return "%02x%02x%02x%02x".formatted(id[0], id[1], id[2], id[3]);
    }

    /**
     * For an event.
     *
     * @param id under which it is known there
     * @param run which run of the transaction's body it belongs to; null where it is of no transaction
     */
    Map<String, Object> described(String id, @Nullable Integer run) {
        BsonDocument shown = body().clone();
        shown.remove("$clusterTime");
        OpenTransaction transaction = transaction();
        return Events.members(
                "id", id,
                "name", name(),
                "collection", collection(),
                "write", writes(),
                "session", session(),
                "transaction", transaction == null ? null : transaction.number(),
                "startTransaction", startsTransaction(),
                "run", run,
                "filter", Events.json(filter()),
                "change", Events.json(change()),
                "body", Events.json(shown));
    }
}
