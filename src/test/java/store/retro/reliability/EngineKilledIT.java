package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import store.retro.fixture.Answer;

/** Row 3: the embedded engine is killed under load and started again on its file. It says little about mongod. */
@ExtendWith(ScorecardWriter.class)
class EngineKilledIT {

    private static final int CUSTOMERS = 8;

    @TempDir
    Path directory;

    @InBothStyles
    void keepsWhatTheEngineHadAcknowledged(Style style) {
        try (EngineProcess engine = new EngineProcess(directory.resolve("data.mv"));
                InProcessStore store = InProcessStore.on(engine.uri(), style, "--store.admission.lines=1000")) {
            String database = ServerKind.of(store.database());
            Scorecard.line(3, "the engine killed and restarted on its file", style.toString(), database)
                    .remark("says little about mongod")
                    .run(Profile.times(1, 25), random -> isKilled(engine, store, random));
        }
    }

    private static long isKilled(EngineProcess engine, InProcessStore store, Seeded random)
            throws InterruptedException {
        boolean apart = random.percent(50);
        ConcurrentCustomers rush = apart
                ? ConcurrentCustomers.apart(store.shop(), CUSTOMERS)
                : new ConcurrentCustomers(store.shop(), CUSTOMERS, random);
        CompletableFuture<Void> again = new CompletableFuture<>();
        ProxyFault strike = ProxyFault.call(
                random.oneOf(List.of("update products", "insert orders", "commitTransaction")),
                random.oneOf(List.of(ProxyFault.Moment.values())),
                // who want the same share transactions, and now and then those of one line: there may be fewer
                apart ? random.below(CUSTOMERS / 2) : 0,
                () -> {
                    engine.kill();
                    CompletableFuture.runAsync(engine::startAgain)
                            .whenComplete((done, failure) -> again.complete(null));
                });
        store.cable().arm(strike);

        List<Answer> answers = rush.run();

        assertThat(strike.hits()).isEqualTo(1);
        again.join();
        rush.requireOrders(answers);
        return strike.hits();
    }
}
