package store.retro.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.util.Set;

/**
 * Who this server is: the one member of its replica set.
 *
 * @param address host and port, as clients are to call it
 */
record Member(String address, Document topologyVersion) {

    static final String SET_NAME = "rs0";

    /** Errors that tell of a change of the primary. Those of a shutdown carry no version unless it has really begun. */
    private static final Set<Integer> NOT_PRIMARY = Set.of(189, 10058, 10107, 11602, 13435, 13436);

    Member(String address) {
        this(address, new Document("processId", new ObjectId()).append("counter", 1L));
    }

    /**
     * With its topology version in it, a driver sees that an error from a fail point tells of no change, and goes on
     * without waiting for its monitor.
     */
    void addVersionTo(Document response) {
        if (response.get("code") instanceof Integer code && NOT_PRIMARY.contains(code)) {
            response.put("topologyVersion", topologyVersion);
        }
    }
}
