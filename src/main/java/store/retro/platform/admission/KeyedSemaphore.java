package store.retro.platform.admission;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import store.retro.platform.admission.AdmissionControl.Permit;
import store.retro.platform.deadline.Deadline;

/** A fair semaphore for each key; it exists while somebody holds it or waits for it. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class KeyedSemaphore {

    private final Map<String, Gate> gates = new ConcurrentHashMap<>();
    private final int permits;

    /** @throws store.retro.platform.problem.ProblemException {@code try-again} when the current deadline comes first */
    Permit acquire(String key) {
        Gate gate = gates.compute(key, (same, known) -> Gate.joined(known, permits));
        try {
            await(gate.semaphore());
        } catch (RuntimeException | Error late) {
            leave(key);
            throw late;
        }
        return permit(key, gate);
    }

    /** As {@link #acquire}, if nobody has to be waited for. */
    Optional<Permit> acquireNow(String key) {
        Gate gate = gates.compute(key, (same, known) -> Gate.joined(known, permits));
        if (gate.takeNow()) {
            return Optional.of(permit(key, gate));
        }
        leave(key);
        return Optional.empty();
    }

    private Permit permit(String key, Gate gate) {
        return () -> {
            gate.semaphore().release();
            leave(key);
        };
    }

    private void leave(String key) {
        gates.computeIfPresent(key, (same, known) -> known.left());
    }

    /** As {@link #acquire}, of one semaphore. */
    static void await(Semaphore semaphore) {
        try {
            if (semaphore.tryAcquire(Deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw AdmissionControl.late();
    }

    private record Gate(Semaphore semaphore, int people) {

        static Gate joined(@Nullable Gate known, int permits) {
            return known == null
                    ? new Gate(new Semaphore(permits, true), 1)
                    : new Gate(known.semaphore, known.people + 1);
        }

        /** Takes a permit if there is one; unlike without a time, nobody who waits is overtaken. */
        boolean takeNow() {
            try {
                return semaphore.tryAcquire(0, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        @Nullable
        Gate left() {
            return people == 1 ? null : new Gate(semaphore, people - 1);
        }
    }
}
