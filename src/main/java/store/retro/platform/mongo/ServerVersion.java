package store.retro.platform.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ServerDescription;
import java.util.Set;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;
import store.retro.platform.transaction.TransactionErrors;

/** What the servers can do, by what they have told the driver; an upgrade needs no restart here. */
@Component
@Slf4j
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class ServerVersion {

    private static final int MONGODB_8_0 = 25;

    /** CommandNotFound and CommandNotSupported. */
    private static final Set<Integer> UNKNOWN_COMMAND = Set.of(59, 115);

    private final MongoClient client;
    private volatile boolean refusesBulkWrite;

    /** Whether one command may write to several collections. */
    public boolean hasBulkWrite() {
        return !refusesBulkWrite
                && client.getClusterDescription().getServerDescriptions().stream()
                        .filter(ServerDescription::isOk)
                        .allMatch(server -> server.getMaxWireVersion() >= MONGODB_8_0);
    }

    /**
     * Learns from the failure of such a command, sent as the first of a transaction, if that was refused as unknown: a
     * proxy or a service may lack what its version promises. Such a command has written nothing, so the failure is
     * labelled as one after which the transaction may run again, then without it.
     */
    public void learnFrom(RuntimeException failure) {
        TransactionErrors.causes(failure)
                .filter(MongoException.class::isInstance)
                .map(MongoException.class::cast)
                .filter(cause -> UNKNOWN_COMMAND.contains(cause.getCode()))
                .forEach(cause -> {
                    cause.addLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
                    if (!refusesBulkWrite) {
                        log.warn("the database refuses bulkWrite; from now on each collection gets its own command");
                    }
                    refusesBulkWrite = true;
                });
    }
}
