package store.retro.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionPoolListener;
import com.mongodb.event.ConnectionReadyEvent;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import store.retro.fixture.DisguisedMongo;
import store.retro.fixture.FailPoints;
import store.retro.fixture.FailPoints.Fault;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.transaction.DatabaseUnavailable;
import store.retro.platform.transaction.SideWork;
import store.retro.platform.transaction.TransactionCapacity;

/** Who gets how many of the connections, and when they are made. */
class ConnectionPoolIT {

    private static final String NAME = "connection-pool";

    private final DisguisedMongo server = new DisguisedMongo();
    private final FailPoints failPoints = new FailPoints();
    private final Connections connections = new Connections();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void heal() {
        failPoints.off();
        failPoints.destroy();
        threads.shutdownNow();
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 1610612736", "1, 1", "2, 1", "3, 2", "4, 3", "32, 24", "100, 75"})
    void givesTransactionsAtMostThreeQuarters(int size, int transactions) {
        start(
                "maxPoolSize=" + size,
                context -> assertThat(context.getBean(TransactionCapacity.class).maxSize())
                        .isEqualTo(transactions));
    }

    @Test
    void givesSideWorkAtMostAQuarter() {
        start("maxPoolSize=8", context -> {
            failPoints.alwaysOn(Fault.blocked("find", 2_000).onlyFor(NAME));
            CompletableFuture<?>[] reads = new CompletableFuture<?>[6];
            for (int i = 0; i < reads.length; i++) {
                reads[i] = CompletableFuture.runAsync(() -> readAside(context, Duration.ofSeconds(30)), threads);
            }
            while (connections.lent.get() < 2) {
                Thread.onSpinWait();
            }

            context.getBean(MongoDatabaseFactory.class).getMongoDatabase().runCommand(new Document("ping", 1));

            assertThat(connections.mostLent.get()).isEqualTo(3);
            CompletableFuture.allOf(reads).join();
            assertThat(connections.lent).hasValue(0);
        });
    }

    @Test
    void letsSideWorkWaitNoLongerThanItsDeadline() {
        start("maxPoolSize=4", context -> {
            failPoints.alwaysOn(Fault.blocked("find", 2_000).onlyFor(NAME));
            CompletableFuture<Void> first =
                    CompletableFuture.runAsync(() -> readAside(context, Duration.ofSeconds(30)), threads);
            while (connections.lent.get() < 1) {
                Thread.onSpinWait();
            }
            long start = System.nanoTime();

            assertThatThrownBy(() -> readAside(context, Duration.ofMillis(300))).matches(DatabaseUnavailable::is);

            assertThat(System.nanoTime() - start).isLessThan(1_500_000_000L);
            first.join();
        });
    }

    @Test
    void isFilledBeforeTheServiceIsReady() {
        server.change("hello", hello -> {
            pause(50);
            return hello;
        });

        start("minPoolSize=12&maxPoolSize=12", context -> {
            PoolFilling filling = context.getBean(PoolFilling.class);
            assertThatCode(() -> filling.run(new DefaultApplicationArguments())).doesNotThrowAnyException();

            assertThat(connections.ready.get()).isGreaterThanOrEqualTo(12);
        });
    }

    private void start(String options, Consumer<AssertableApplicationContext> then) {
        MongoSlice.on(server.uri(NAME, "directConnection=true&appName=" + NAME + "&" + options))
                .withBean(
                        "watching",
                        MongoClientSettingsBuilderCustomizer.class,
                        () -> settings -> settings.applyToConnectionPoolSettings(
                                pool -> pool.addConnectionPoolListener(connections)))
                .run(then::accept);
    }

    private static void readAside(AssertableApplicationContext context, Duration limit) {
        try (Deadline.Scope scope = Deadline.open(limit);
                SideWork.Scope side = SideWork.open()) {
            context.getBean(MongoDatabaseFactory.class)
                    .getMongoDatabase()
                    .getCollection(MongoSlice.COLLECTION)
                    .find()
                    .first();
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Connections implements ConnectionPoolListener {

        private final AtomicInteger ready = new AtomicInteger();
        private final AtomicInteger lent = new AtomicInteger();
        private final AtomicInteger mostLent = new AtomicInteger();

        @Override
        public void connectionReady(ConnectionReadyEvent event) {
            ready.incrementAndGet();
        }

        @Override
        public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
            mostLent.accumulateAndGet(lent.incrementAndGet(), Math::max);
        }

        @Override
        public void connectionCheckedIn(ConnectionCheckedInEvent event) {
            lent.decrementAndGet();
        }
    }
}
