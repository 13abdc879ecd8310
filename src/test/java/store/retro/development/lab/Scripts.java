package store.retro.development.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import store.retro.fixture.Answer;

/** Plays the scripts: all styles come to the same stop, and then the same is done to each. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class Scripts {

    private static final Duration TO_STOP = Duration.ofSeconds(15);
    private static final Duration TO_END = Duration.ofSeconds(60);

    /** For how long it can be looked at. */
    private static final Duration DWELL = Duration.ofMillis(700);

    private final Attempts attempts;
    private final Breaking breaking;
    private final Duration heldAtMost;

    /** An attempt that is under way, and what its buyer will hear. */
    private record Begun(Attempt attempt, CompletableFuture<@Nullable Answer> end) {

        void join() throws Exception {
            end.get(TO_END.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** @param site where the attempts are made; the second process where the script needs one */
    void play(Script script, Operation operation, Site site) throws Exception {
        switch (script) {
            case ROLLBACK -> rollback(operation, site);
            case SERVER_DIES -> serverDies(operation, site);
            case TWO_BUYERS -> twoBuyers(operation, site);
            case ANSWER_LOST -> answerLost(operation, site);
            case CALLBACK_TWICE -> callbackTwice(operation, site);
            case TOTAL_CHANGES -> totalChanges(operation, site);
        }
    }

    private void rollback(Operation operation, Site site) throws Exception {
        List<Begun> all = held(operation, site, Bench.BUYER, Stop.before("insert", "orders"));
        show(operation, "Stock and total are written, the order is not.");
        operation.step(null, "Now the code throws.");
        for (Begun each : all) {
            breaking.apply(Break.EXCEPTION, each.attempt(), Stop.NEVER);
        }
        join(all);
    }

    private void serverDies(Operation operation, Site site) throws Exception {
        List<Begun> all = held(operation, site, Bench.BUYER, Stop.before("insert", "orders"));
        show(operation, "Stock and total are written, the order is not.");
        operation.step(null, "Now the process is killed.");
        breaking.apply(Break.CRASH, all.get(0).attempt(), Stop.NEVER);
        join(all);
    }

    private void twoBuyers(Operation operation, Site site) throws Exception {
        List<Begun> first = held(operation, site, Bench.BUYER, Stop.NEXT_WRITE);
        List<Begun> second = held(operation, site, Bench.OTHER, Stop.NEXT_WRITE);
        show(operation, "Both buyers have seen that one console is left; neither has written yet.");
        operation.step(null, "Ada goes on.");
        goOn(first);
        operation.step(null, "Grace goes on.");
        goOn(second);
    }

    private void answerLost(Operation operation, Site site) throws Exception {
        List<Begun> first = new ArrayList<>();
        for (Bench bench : operation.benches()) {
            Attempt attempt = attempt(operation, site, bench, bench.buys(site, Bench.BUYER, 1));
            attempt.loseAnswer();
            first.add(new Begun(attempt, attempts.run(attempt, Stop.NEVER)));
        }
        join(first);
        show(operation, "The order is placed, and the answer does not reach the buyer, who presses again.");
        List<Begun> again = new ArrayList<>();
        for (Begun each : first) {
            Bench bench = operation.bench(each.attempt().style());
            Attempt attempt = attempt(operation, site, bench, each.attempt().purchase());
            again.add(new Begun(attempt, attempts.run(attempt, Stop.NEVER)));
        }
        join(again);
    }

    private void callbackTwice(Operation operation, Site site) throws Exception {
        List<Begun> all = held(operation, site, Bench.BUYER, Stop.before("update", "products"));
        show(operation, "Another buyer takes one of the consoles first.");
        for (Begun each : all) {
            breaking.apply(Break.CONFLICT, each.attempt(), Stop.NEVER);
        }
        join(all);
    }

    private void totalChanges(Operation operation, Site site) throws Exception {
        List<Begun> all = held(operation, site, Bench.BUYER, Stop.before("update", "users"));
        show(operation, "In another tab the same buyer orders something else.");
        for (Begun each : all) {
            breaking.rivalCommits(each.attempt(), Bench.TAB);
        }
        operation.step(null, "Now the first order goes on.");
        goOn(all);
    }

    private List<Begun> held(Operation operation, Site site, String who, Stop stop) throws Exception {
        List<Begun> all = new ArrayList<>();
        for (Bench bench : operation.benches()) {
            Attempt attempt = attempt(operation, site, bench, bench.buys(site, who, 1));
            all.add(new Begun(attempt, attempts.run(attempt, stop)));
        }
        for (Begun each : all) {
            if (!each.attempt().awaitHeld(TO_STOP)) {
                throw new IllegalStateException(each.attempt().style() + " did not come to its stop");
            }
        }
        return all;
    }

    private Attempt attempt(Operation operation, Site site, Bench bench, Purchase purchase) {
        return attempts.make(operation, site, bench.style(), purchase, heldAtMost);
    }

    private static void show(Operation operation, String text) throws InterruptedException {
        operation.step(null, text);
        TimeUnit.MILLISECONDS.sleep(DWELL.toMillis());
    }

    private static void goOn(List<Begun> all) throws Exception {
        all.forEach(each -> each.attempt().go(Stop.NEVER, "end"));
        join(all);
    }

    private static void join(List<Begun> all) throws Exception {
        for (Begun each : all) {
            each.join();
        }
    }
}
