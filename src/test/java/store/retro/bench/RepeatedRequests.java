package store.retro.bench;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import store.retro.fixture.Answer;

/** Sends a request again, after a pause with jitter, while a service that has too much to do refuses it (503). */
final class RepeatedRequests {

    private final int attempts;
    private final Duration pause;
    private final AtomicInteger repeated = new AtomicInteger();

    /** @param pause the longest between two attempts */
    RepeatedRequests(int attempts, Duration pause) {
        this.attempts = attempts;
        this.pause = pause;
    }

    /** @throws IllegalStateException for any other answer, and after the last attempt */
    Answer until(int status, Supplier<Answer> request) {
        for (int attempt = 1; ; attempt++) {
            Answer answer = request.get();
            if (answer.status() == status) {
                return answer;
            }
            if (answer.status() != 503 || attempt == attempts) {
                throw new IllegalStateException(
                        "%d instead of %d: %s".formatted(answer.status(), status, answer.body()));
            }
            repeated.incrementAndGet();
            sleep();
        }
    }

    int repeated() {
        return repeated.get();
    }

    private void sleep() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(pause.toMillis() + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
