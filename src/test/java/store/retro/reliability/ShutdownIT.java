package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Row 15: SIGTERM while orders are being placed. */
@ExtendWith(ScorecardWriter.class)
class ShutdownIT {

    private static final int CUSTOMERS = 8;
    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path directory;

    @InBothStyles
    void finishesWhatItHasBegun(Style style) {
        Scorecard.line(15, "SIGTERM with %d orders in flight".formatted(CUSTOMERS), style)
                .run(Profile.times(1, 20), random -> isTerminated(style, random));
    }

    private long isTerminated(Style style, Seeded random) throws Exception {
        Path log = directory.resolve("store-" + random.seed() + ".log");
        Launch launch = Launch.of(style).with("--store.admission.lines=1000");
        try (StoreProcess store = new StoreProcess(launch, log)) {
            ConcurrentCustomers rush = ConcurrentCustomers.apart(store.shop(), CUSTOMERS);
            ProxyFault strike = ProxyFault.delay(
                    "commitTransaction", ProxyFault.Moment.BEFORE, 0, CUSTOMERS, 500 + random.below(500));
            store.cable().arm(strike);
            CompletableFuture<Void> run = CompletableFuture.runAsync(() -> runOnce(rush));
            while (store.cable().waiting() < CUSTOMERS && !run.isDone()) {
                Customer.pause(1);
            }

            Process process = store.terminate();

            run.get(60, TimeUnit.SECONDS);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(rush.ledger().placed()).as(rush.ledger().toString()).isEqualTo(CUSTOMERS);
            assertThat(process.exitValue()).isEqualTo(TERMINATED);
            assertThat(store.output()).doesNotContain(" ERROR ", "Exception");
            rush.requireConsistency();
            return strike.hits();
        }
    }

    private static void runOnce(ConcurrentCustomers rush) {
        try {
            rush.runOnce();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
