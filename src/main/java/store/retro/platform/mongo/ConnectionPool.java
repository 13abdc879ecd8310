package store.retro.platform.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.ServerAddress;
import com.mongodb.event.ConnectionPoolListener;
import com.mongodb.event.ConnectionReadyEvent;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.stereotype.Component;
import store.retro.platform.transaction.TransactionCapacity;

/**
 * How many connections this instance keeps, and for whom: a quarter for side work, the others for transactions. The
 * driver's own default of 100 is more than a small machine can use; what the connection string says
 * ({@code maxPoolSize}, {@code minPoolSize}) counts.
 */
@Component
class ConnectionPool implements MongoClientSettingsBuilderCustomizer, TransactionCapacity, ConnectionPoolListener {

    private static final int MAX_SIZE = 32;
    private static final int MIN_SIZE = 4;

    /** So the driver reads it in a connection string. */
    private static final int UNLIMITED = 0;

    private final int maxSize;
    private final int minSize;
    private final int sideShare;
    private final Map<ServerAddress, Integer> made = new ConcurrentHashMap<>();

    ConnectionPool(MongoUriCheck address) {
        ConnectionString uri = address.uri();
        int given = Objects.requireNonNullElse(uri.getMaxConnectionPoolSize(), MAX_SIZE);
        this.maxSize = given == UNLIMITED ? Integer.MAX_VALUE : given;
        this.minSize = Math.min(maxSize, Objects.requireNonNullElse(uri.getMinConnectionPoolSize(), MIN_SIZE));
        this.sideShare = Math.max(1, maxSize / 4);
    }

    @Override
    public int maxSize() {
        return Math.max(1, maxSize - sideShare);
    }

    /** Whether all connections that are to be kept with this server have been made. */
    boolean isFilled(ServerAddress server) {
        return made.getOrDefault(server, 0) >= minSize;
    }

    @Override
    public void connectionReady(ConnectionReadyEvent event) {
        made.merge(event.getConnectionId().getServerId().getAddress(), 1, Integer::sum);
    }

    @Override
    public void customize(MongoClientSettings.Builder settings) {
        settings.applyToConnectionPoolSettings(pool -> pool.maxSize(maxSize)
                .minSize(minSize)
                .addConnectionPoolListener(this)
                .addConnectionPoolListener(new SideConnections(sideShare)));
    }
}
