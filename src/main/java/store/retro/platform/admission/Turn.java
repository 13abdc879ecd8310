package store.retro.platform.admission;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import store.retro.platform.admission.AdmissionControl.Permit;

/** That of a transaction, with everything whose keys it has passed; closing it lets the next ones in. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class Turn implements Permit {

    private final KeyedSemaphore semaphores;
    private final Semaphore transactions;
    private final Map<String, Permit> passed = new HashMap<>();
    private boolean begun;

    /** Waits at each key, in sorted order, so that no two ever wait for each other; then to begin. */
    void await(Collection<String> keys) {
        keys.stream().distinct().sorted().forEach(key -> passed.put(key, semaphores.acquire(key)));
        KeyedSemaphore.await(transactions);
        begun = true;
    }

    /** Passes these keys, too, unless somebody is at one of them; it waits for nobody. */
    boolean passesNow(Collection<String> keys) {
        Map<String, Permit> more = new HashMap<>();
        for (String key : keys) {
            Optional<Permit> permit = passed.containsKey(key) || more.containsKey(key)
                    ? Optional.of(() -> {})
                    : semaphores.acquireNow(key);
            if (permit.isEmpty()) {
                more.values().forEach(Permit::close);
                return false;
            }
            more.putIfAbsent(key, permit.get());
        }
        more.forEach(passed::putIfAbsent);
        return true;
    }

    @Override
    public void close() {
        if (begun) {
            transactions.release();
        }
        passed.values().forEach(Permit::close);
    }
}
