package store.retro.platform.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import java.util.Objects;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.stereotype.Component;
import store.retro.platform.transaction.TransactionCapacity;

/**
 * How many connections this instance keeps. The driver's own default of 100 is more than a small machine can use; what
 * the connection string says ({@code maxPoolSize}, {@code minPoolSize}) counts.
 */
@Component
class ConnectionPool implements MongoClientSettingsBuilderCustomizer, TransactionCapacity {

    private static final int MAX_SIZE = 32;
    private static final int MIN_SIZE = 4;

    /** So the driver reads it in a connection string. */
    private static final int UNLIMITED = 0;

    private final int maxSize;
    private final int minSize;

    ConnectionPool(MongoUriCheck address) {
        ConnectionString uri = address.uri();
        int given = Objects.requireNonNullElse(uri.getMaxConnectionPoolSize(), MAX_SIZE);
        this.maxSize = given == UNLIMITED ? Integer.MAX_VALUE : given;
        this.minSize = Math.min(maxSize, Objects.requireNonNullElse(uri.getMinConnectionPoolSize(), MIN_SIZE));
    }

    @Override
    public int maxSize() {
        return maxSize;
    }

    @Override
    public void customize(MongoClientSettings.Builder settings) {
        settings.applyToConnectionPoolSettings(pool -> pool.maxSize(maxSize).minSize(minSize));
    }
}
