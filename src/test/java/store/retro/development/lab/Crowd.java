package store.retro.development.lab;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import store.retro.fixture.Answer;
import store.retro.fixture.Concurrently;

/** Many buyers after a few consoles, told ten times a second. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class Crowd {

    private static final int AT_ONCE = 32;
    private static final int TO_PREPARE = 8;
    private static final long EVERY_MILLIS = 100;

    private final Operation operation;
    private final Bench bench;
    private final Site site;
    private final int stock;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger accepted = new AtomicInteger();

    /** Lets each buyer ask once, and waits for all answers. */
    void run(int buyers) throws Exception {
        List<Purchase> purchases = Concurrently.run(
                buyers,
                TO_PREPARE,
                i -> Purchase.prepare(
                        site,
                        Bench.BUYER,
                        bench.style(),
                        bench.buyer(i),
                        bench.console().times(1)));
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<List<Answer>> answers =
                    threads.submit(() -> Concurrently.run(buyers, AT_ONCE, i -> ask(purchases.get(i))));
            tell(false);
            while (!answers.isDone()) {
                TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS);
                tell(false);
            }
            answers.get();
        } finally {
            threads.shutdownNow();
        }
        tell(true);
    }

    private Answer ask(Purchase purchase) {
        Answer answer = purchase.place(site, null);
        bench.note(purchase, answer);
        asked.incrementAndGet();
        if (answer.status() == 201) {
            accepted.incrementAndGet();
        }
        return answer;
    }

    private void tell(boolean done) {
        long[] soldAndLeft = bench.soldAndLeft();
        int answered = asked.get();
        int yes = Math.min(accepted.get(), answered);
        operation.tell(
                "crowd",
                bench.style(),
                null,
                Events.members(
                        "stock", stock,
                        "asked", answered,
                        "sold", soldAndLeft[0],
                        "left", soldAndLeft[1],
                        "accepted", yes,
                        "refused", answered - yes,
                        "done", done));
    }
}
