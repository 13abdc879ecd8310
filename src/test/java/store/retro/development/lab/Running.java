package store.retro.development.lab;

import com.mongodb.ConnectionString;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import store.retro.development.lab.InsideView.OpenTransaction;
import store.retro.development.lab.LabRefusal.Code;
import store.retro.development.lab.Operation.State;
import store.retro.reliability.MongoProxy;

/** The lab once it has started: its database, its store, and all that is tried with them. */
@Slf4j
final class Running implements AutoCloseable {

    /** At a time, of all sessions. */
    static final int OPERATIONS = 4;

    private static final Duration HELD_AT_MOST = Duration.ofSeconds(20);

    private final LabServer server;
    private final MongoProxy cable;
    private final LabStore store;
    private final Site own;
    private final boolean failPoints;
    private final Duration heldAtMost;
    private final Attempts attempts;
    private final Breaking breaking;
    private final Scripts scripts;
    private final SecondStores secondStores;
    private final ExecutorService threads;
    private final Semaphore places = new Semaphore(OPERATIONS);

    /**
     * Starts it.
     *
     * @param uri of the developer's database server
     * @param database the lab's own
     */
    Running(ConnectionString uri, String database) {
        threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "lab");
            thread.setDaemon(true);
            return thread;
        });
        server = new LabServer(uri, database);
        cable = new MongoProxy(server::current);
        try {
            server.onChange(cable::cutAll);
            server.prepare();
            failPoints = server.hasFailPoints();
            heldAtMost = shorter(HELD_AT_MOST, server.transactionLifetime().minusSeconds(1));
            attempts = new Attempts(threads, this::breaksAt);
            store = LabStore.start(server.uriBehind(cable.port(), database), database, attempts);
        } catch (RuntimeException e) {
            cable.close();
            server.close();
            threads.shutdownNow();
            throw e;
        }
        own = new Site("own", store.url(), cable, database, null);
        breaking = new Breaking(server, failPoints, attempts, own, threads);
        scripts = new Scripts(attempts, breaking, heldAtMost);
        secondStores = new SecondStores(server, attempts);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private List<Map<String, Object>> breaksAt(Command command, Site site) {
        return breaking.at(command, site);
    }

    LabServer server() {
        return server;
    }

    boolean failPoints() {
        return failPoints;
    }

    Duration heldAtMost() {
        return heldAtMost;
    }

    Site own() {
        return own;
    }

    Attempts attempts() {
        return attempts;
    }

    Breaking breaking() {
        return breaking;
    }

    Scripts scripts() {
        return scripts;
    }

    SecondStores secondStores() {
        return secondStores;
    }

    /** Documents for a style of an operation. */
    Bench bench(Operation operation, LabStyle style, int stock, int buyers) {
        Bench bench = new Bench(server, style, stock, buyers);
        operation.add(bench);
        return bench;
    }

    /** Takes a place for an operation, until it is ended. */
    void reserve() {
        if (!places.tryAcquire()) {
            throw new LabRefusal(Code.LAB_FULL, "Too many operations are under way in the lab; try again.");
        }
    }

    void execute(Runnable work) {
        threads.execute(work);
    }

    /** Says what the books say, and ends what it has left behind, but its documents. */
    void end(Operation operation, @Nullable String failed) {
        String failure = failed;
        operation.resources().forEach(Running::close);
        try {
            server.kill(
                    operation.leftOpen().stream().map(OpenTransaction::session).toList());
            for (Bench bench : operation.benches()) {
                if (!operation.plan().kind().equals("crowd")) {
                    operation.tell("panes", bench.style(), null, bench.panes(null));
                }
                operation.tell("verdict", bench.style(), null, bench.verdict());
            }
        } catch (RuntimeException | AssertionError e) {
            log.warn("the lab's operation has not ended well", e);
            failure = failure == null ? "The lab itself has failed: " + e.getMessage() : failure;
        }
        places.release();
        operation.become(State.ended, failure);
    }

    /** Removes its documents. */
    void clear(Operation operation) {
        operation.benches().forEach(bench -> {
            try {
                bench.remove();
            } catch (RuntimeException e) {
                // as when the database has stopped before; they are in nobody's way
                log.debug("documents of the lab are left in {}", server.databaseName(), e);
            }
        });
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            log.warn("something of the lab did not close", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        store.close();
        cable.close();
        server.close();
    }
}
