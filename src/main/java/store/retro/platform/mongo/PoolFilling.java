package store.retro.platform.mongo;

import com.mongodb.client.MongoClient;
import com.mongodb.connection.ServerDescription;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/**
 * Lets readiness wait for the connections that the pool is to keep: the first requests of an instance need more time
 * than others do anyway. A pool that does not fill in time keeps nobody waiting longer.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class PoolFilling implements ApplicationRunner {

    private static final int PAUSE_MILLIS = 10;

    private final ConnectionPool pool;
    private final MongoClient client;
    private final StartupProperties startup;

    @Override
    public void run(ApplicationArguments arguments) throws InterruptedException {
        long end = System.nanoTime() + startup.databaseTimeout().toNanos();
        while (!isFilled() && System.nanoTime() < end) {
            Thread.sleep(PAUSE_MILLIS);
        }
    }

    private boolean isFilled() {
        return client.getClusterDescription().getServerDescriptions().stream()
                .filter(ServerDescription::isPrimary)
                .allMatch(server -> pool.isFilled(server.getAddress()));
    }
}
