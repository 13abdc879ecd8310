package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.development.DevelopmentTokens;
import store.retro.fixture.FailPoints;
import store.retro.fixture.FailPoints.Fault;
import store.retro.fixture.SentCommands;
import store.retro.fixture.Shop;
import store.retro.platform.startup.WarmUp;

/** What is done before readiness so that the first orders are fast, and that nobody can tell afterwards. */
@ExtendWith(OutputCaptureExtension.class)
class WarmUpIT {

    private static final String SOME = "--store.warm-up.passes=10";
    private static final Duration AT_MOST = Duration.ofSeconds(11);
    private static final FailPoints FAIL_POINTS = new FailPoints();

    @AfterEach
    void heal() {
        FAIL_POINTS.off();
    }

    @AfterAll
    static void close() {
        FAIL_POINTS.destroy();
    }

    @Test
    void leavesNoTrace(CapturedOutput output) {
        try (InProcessStore store = InProcessStore.with(
                Watched.class, Style.MANAGED, "warm-up", SOME, "--logging.level.store.retro=info")) {
            List<String> commands = store.bean(Watched.class).names();

            assertThat(commands.stream().filter("abortTransaction"::equals)).hasSize(10);
            assertThat(commands).contains("insert", "find", "update").doesNotContain("commitTransaction");
            assertThat(leftBehind(store)).isZero();
            assertThat(counted(store)).isZero();
            assertThat(output).doesNotContain("order outcome=", "warm-up");
        }
    }

    @Test
    void endsInTimeWhereTheDatabaseStalls(CapturedOutput output) {
        FAIL_POINTS.alwaysOn(Fault.blocked("insert", 20_000).on("warm-up-stalled-managed.users"));
        try (InProcessStore store = InProcessStore.with(
                Watched.class, Style.MANAGED, "warm-up-stalled", SOME, "--logging.level.store.retro=info")) {
            assertThat(store.bean(Watched.class).delay()).isLessThan(AT_MOST);
            assertThat(output).contains("the warm-up has ended early");
            FAIL_POINTS.off();
            assertThat(readiness(store.shop())).isEqualTo(200);
        }
    }

    @Test
    void endsWhereTheDatabaseIsGone() {
        FAIL_POINTS.alwaysOn(Fault.connectionClosed("abortTransaction").onlyFor("warm-up-gone-managed"));
        try (InProcessStore store = InProcessStore.of(Style.MANAGED, "warm-up-gone", SOME)) {
            assertThat(leftBehind(store)).isZero();
            assertThat(readiness(store.shop())).isEqualTo(200);
        }
    }

    @Test
    void isNotReadyMeanwhileAndServesAllTheSame() {
        try (InProcessStore store = InProcessStore.with(Asked.class, Style.MANAGED, "warm-up-asked", SOME)) {
            assertThat(store.bean(Asked.class).readiness).isNotEmpty().containsOnly(503);
            assertThat(store.bean(Asked.class).orders).isNotEmpty().containsOnly(201);
            assertThat(readiness(store.shop())).isEqualTo(200);
        }
    }

    private static int readiness(Shop shop) {
        return shop.anonymously("GET", "/actuator/health/readiness", null).status();
    }

    private static long leftBehind(InProcessStore store) {
        MongoDatabase database = store.database().getDatabase(store.name());
        return Stream.of("users", "products", "payments", "orders")
                .mapToLong(collection -> database.getCollection(collection)
                        .countDocuments(
                                Filters.or(Filters.regex("_id", "^warm-up"), Filters.regex("userId", "^warm-up"))))
                .sum();
    }

    private static double counted(InProcessStore store) {
        return store.bean(MeterRegistry.class).getMeters().stream()
                .filter(meter -> meter.getId().getName().matches("(store|http\\.server)\\..*"))
                .flatMap(meter -> StreamSupport.stream(meter.measure().spliterator(), false))
                .mapToDouble(Measurement::getValue)
                .sum();
    }

    /** What the database is asked to do, from the start on, and how long readiness waits for the warm-up. */
    static class Watched extends SentCommands implements ApplicationListener<SpringApplicationEvent> {

        private final List<Long> moments = new CopyOnWriteArrayList<>();

        @Override
        public void onApplicationEvent(SpringApplicationEvent started) {
            moments.add(started.getTimestamp());
        }

        Duration delay() {
            return Duration.ofMillis(moments.get(moments.size() - 1) - moments.get(0));
        }
    }

    /** Is asked by others while the instance warms up. */
    static class Asked implements WarmUp {

        private final List<Integer> readiness = new CopyOnWriteArrayList<>();
        private final List<Integer> orders = new CopyOnWriteArrayList<>();
        private final WebServerApplicationContext context;
        private final DevelopmentTokens tokens;
        private final MongoTemplate mongo;
        private final MongoClient database;

        Asked(
                WebServerApplicationContext context,
                DevelopmentTokens tokens,
                MongoTemplate mongo,
                MongoClient database) {
            this.context = context;
            this.tokens = tokens;
            this.mongo = mongo;
            this.database = database;
        }

        @Override
        public void pass() {
            Shop shop = new Shop(
                    database,
                    mongo.getDb().getName(),
                    (user, roles) -> tokens.issue(user, roles).token(),
                    List.of(),
                    "http://127.0.0.1:" + context.getWebServer().getPort());
            readiness.add(WarmUpIT.readiness(shop));
            orders.add(shop.buyer().buys(shop.console(100, 1).times(1)).status());
            shop.invariant().holds();
        }
    }
}
