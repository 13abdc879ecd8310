package store.retro.embedded;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** All sessions, and the clock that ends what has lasted too long. */
final class Sessions implements AutoCloseable {

    static final Duration SESSION_TIMEOUT = Duration.ofMinutes(30);

    private static final long TICK_MILLIS = 100;

    private final Map<UUID, Session> sessions = new ConcurrentHashMap<>();
    private final Storage store;
    private final Cursors cursors;
    private final Snapshots snapshots;
    private final ScheduledExecutorService clock;
    private volatile int lifetimeLimitSeconds = 60;

    Sessions(Storage store, Cursors cursors, Snapshots snapshots) {
        this.store = store;
        this.cursors = cursors;
        this.snapshots = snapshots;
        this.clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "embedded-mongo-sessions");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    Session get(UUID id) {
        return sessions.computeIfAbsent(id, unknown -> new Session(unknown, store, cursors));
    }

    int count() {
        return sessions.size();
    }

    int openTransactions() {
        return (int) sessions.values().stream().filter(Session::isOpen).count();
    }

    int lifetimeLimitSeconds() {
        return lifetimeLimitSeconds;
    }

    void setLifetimeLimitSeconds(int seconds) {
        lifetimeLimitSeconds = seconds;
    }

    private void tick() {
        long limit = TimeUnit.SECONDS.toNanos(lifetimeLimitSeconds);
        long now = System.nanoTime();
        for (Session session : sessions.values()) {
            if (session.isOpenForMoreThan(limit)) {
                session.kill(
                        new CommandError(
                                290,
                                "TransactionExceededLifetimeLimitSeconds",
                                "operation was interrupted because the transaction exceeded the configured"
                                        + " 'transactionLifetimeLimitSeconds'"),
                        false);
            } else if (now - session.usedAt() > SESSION_TIMEOUT.toNanos()) {
                kill(session.id());
                sessions.remove(session.id());
                session.forget();
            }
        }
        cursors.closeIdle();
        snapshots.closeOld();
    }

    void kill(UUID id) {
        Session session = sessions.get(id);
        if (session != null) {
            session.kill(new CommandError(11601, "Interrupted", "operation was interrupted"), true);
        }
        cursors.closeThoseOf(id, null);
    }

    void killAll() {
        sessions.keySet().forEach(this::kill);
    }

    /** Aborts what is open, so that the store can be closed. */
    @Override
    public void close() {
        clock.shutdownNow();
        try {
            clock.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        killAll();
        snapshots.closeAll();
    }
}
