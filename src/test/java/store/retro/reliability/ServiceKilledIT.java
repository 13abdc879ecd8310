package store.retro.reliability;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import store.retro.fixture.Receiver;

/**
 * Row 2: {@code kill -9} of the service under load, at every step of everything that it does for an order. Each step is
 * struck before the outside hears of it, and after it has answered.
 */
@ExtendWith(ScorecardWriter.class)
class ServiceKilledIT {

    /** Far more than of one kind of background work are held, for who tries what is kept back waits, too. */
    private static final int AT_ONCE = 128;

    @TempDir
    Path directory;

    @InBothStyles
    void losesNothingWhenItIsKilled(Style style) throws InterruptedException {
        isKilled(Launch.of(style), Profile.times(1, 25), "");
        if (Profile.SLOW) {
            isKilled(Launch.of(style).withWrites("bulk"), Profile.times(1, 8), ", an order's writes in one command");
        }
    }

    private void isKilled(Launch launch, Times times, String how) throws InterruptedException {
        try (Lifetime lifetime = Lifetime.ofSeconds(3);
                Receiver receiver = new Receiver();
                StoreProcess store = new StoreProcess(patient(launch, receiver), directory.resolve("store.log"))) {
            receiver.listensThrough(new EventLine(store.cable()));
            KillTally struck = new KillTally(Steps.of(store), times, launch.style(), how);
            while (struck.goesOn()) {
                Scorecard.attempt(struck.lines(), struck.kills(), random -> isKilled(store, receiver, struck, random));
            }
            struck.requireAll();
        }
    }

    private static void isKilled(StoreProcess store, Receiver receiver, KillTally struck, Seeded random)
            throws InterruptedException {
        try (Crash crash = new Crash(store, receiver, random)) {
            List<HoldPoint> stops = struck.next(random);
            struck.count(stops, crash.at(stops));
        }
    }

    /** It waits where it is held, and has enough threads and connections to be held everywhere at once. */
    private static Launch patient(Launch launch, Receiver receiver) {
        return launch.onDatabase("killed-" + launch.style().property() + "-" + launch.writes())
                .withConnections(2 * AT_ONCE)
                .with(
                        "--store.background.threads=" + AT_ONCE,
                        // what is held holds nothing else
                        "--store.background.batch-size=1",
                        "--store.admission.lines=1000",
                        "--store.background.every=2s",
                        "--store.request.budget=20s",
                        "--store.transaction.max-commit-time=10s",
                        "--store.events.webhook.timeout=20s")
                .with(receiver.settings());
    }
}
