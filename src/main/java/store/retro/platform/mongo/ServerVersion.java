package store.retro.platform.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.connection.ServerDescription;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;

/** What the servers can do, by what they have told the driver; an upgrade needs no restart here. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class ServerVersion {

    private static final int MONGODB_4_4 = 9;
    private static final int MONGODB_8_0 = 25;

    private final MongoClient client;

    /** Whether one aggregation may read several collections. */
    boolean hasUnionWith() {
        return atLeast(MONGODB_4_4);
    }

    /** Whether one command may write to several collections. */
    public boolean hasBulkWrite() {
        return atLeast(MONGODB_8_0);
    }

    private boolean atLeast(int wireVersion) {
        return client.getClusterDescription().getServerDescriptions().stream()
                .filter(ServerDescription::isOk)
                .allMatch(server -> server.getMaxWireVersion() >= wireVersion);
    }
}
