package store.retro.development.lab;

import com.mongodb.ConnectionString;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;
import store.retro.development.lab.LabRefusal.Code;

/** The lab, which starts when somebody looks at it first. */
@Component
@ConditionalOnProperty(name = LabStore.LAB, havingValue = "true", matchIfMissing = true)
class Lab implements DisposableBean {

    private static final int SESSIONS = 32;
    private static final Duration TO_START = Duration.ofSeconds(60);
    private static final Duration TO_CLEAR = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final MongoConnectionDetails connection;
    private final MongoTemplate mongo;
    private final Map<String, LabSession> sessions = new ConcurrentHashMap<>();
    private @Nullable CompletableFuture<Running> running;

    Lab(MongoConnectionDetails connection, MongoTemplate mongo) {
        this.connection = connection;
        this.mongo = mongo;
    }

    /** Begins to start it, if nobody has; after a failure it is tried again. */
    synchronized CompletableFuture<Running> start() {
        if (running == null || running.isCompletedExceptionally()) {
            ConnectionString uri = connection.getConnectionString();
            String database = mongo.getDb().getName() + "-lab";
            running = CompletableFuture.supplyAsync(() -> new Running(uri, database), work -> {
                Thread thread = new Thread(work, "lab-start");
                thread.setDaemon(true);
                thread.start();
            });
        }
        return running;
    }

    /**
     * The lab, once it has started.
     *
     * @throws LabRefusal {@code lab-unavailable}
     */
    Running await() throws InterruptedException {
        try {
            return start().get(TO_START.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new LabRefusal(Code.LAB_UNAVAILABLE, whyNot(e.getCause()));
        } catch (TimeoutException e) {
            throw new LabRefusal(Code.LAB_UNAVAILABLE, "It has not started within a minute.");
        }
    }

    static String whyNot(Throwable failure) {
        return failure instanceof LabRefusal refusal
                ? refusal.getMessage()
                : "It did not start: " + failure.getMessage();
    }

    /** A new session; the longest idle one makes room. */
    String open() throws InterruptedException {
        Running lab = await();
        sessions.forEach((id, session) -> {
            if (session.idleNanos() > IDLE.toNanos()) {
                close(id);
            }
        });
        if (sessions.size() >= SESSIONS) {
            throw new LabRefusal(Code.LAB_FULL, "Too many sessions are open in the lab; try again later.");
        }
        String id = UUID.randomUUID().toString();
        sessions.put(id, new LabSession(lab));
        return id;
    }

    LabSession session(String id) {
        LabSession session = sessions.get(id);
        if (session == null) {
            throw new LabRefusal(Code.NOT_FOUND, "There is no such session, or not any more.");
        }
        session.events();
        return session;
    }

    void close(String id) {
        LabSession session = sessions.remove(id);
        if (session != null) {
            session.close();
        }
    }

    /** Before the server waits for its requests to end: nobody is to wait for events any more. */
    @EventListener(ContextClosedEvent.class)
    void endWaiting() {
        List.copyOf(sessions.values()).forEach(session -> session.events().end());
    }

    @Override
    public void destroy() {
        List<String> open = List.copyOf(sessions.keySet());
        CompletableFuture.runAsync(() -> open.forEach(this::close))
                .completeOnTimeout(null, TO_CLEAR.toSeconds(), TimeUnit.SECONDS)
                .join();
        CompletableFuture<Running> lab = running;
        if (lab != null) {
            lab.thenAccept(Running::close).exceptionally(failure -> null);
        }
    }
}
