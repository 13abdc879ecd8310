package store.retro.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A MongoDB replica set of one member, with transactions, for development and tests: it needs nothing but a JDK. Any
 * driver can connect to it by TCP. What it does not do, and refuses, is listed in this package's documentation.
 */
public final class EmbeddedMongo implements AutoCloseable {

    private final Storage store;
    private final Sessions sessions;
    private final Listener listener;

    private EmbeddedMongo(int port, @Nullable Path file) {
        listener = new Listener(port);
        try {
            store = new Storage(file);
        } catch (RuntimeException e) {
            listener.close();
            throw e;
        }
        store.reserveSpaces(store.read(MaxTime.none(), txn -> new Catalogue(txn).lastSpace()));
        Cursors cursors = new Cursors();
        Snapshots snapshots = new Snapshots(store);
        sessions = new Sessions(store, cursors, snapshots);
        FailCommands failPoints = new FailCommands();
        Member member = new Member("127.0.0.1:" + listener.port());
        Commands commands = new Commands(member, store, sessions, failPoints, snapshots);
        new Reads(cursors).register(commands);
        new Writes().register(commands);
        new BulkWrites(cursors).register(commands);
        new Explain().register(commands);
        new Definitions(cursors).register(commands);
        new Administration(member, store.waits(), sessions, failPoints, listener::connectionCount).register(commands);
        listener.start((number, socket) -> new Connection(number, socket, commands));
    }

    /** Starts one on any free port that keeps its data in memory. */
    public static EmbeddedMongo start() {
        return start(0, null);
    }

    /**
     * Starts one.
     *
     * @param port 0 for any free port
     * @param file where the data are kept, made when absent; null for memory only
     * @throws java.io.UncheckedIOException when the port is taken
     * @throws RuntimeException when the file cannot be opened, as when another process has it open
     */
    public static EmbeddedMongo start(int port, @Nullable Path file) {
        return new EmbeddedMongo(port, file);
    }

    /** What a client connects with. */
    public String connectionString() {
        return "mongodb://127.0.0.1:" + port() + "/?replicaSet=" + Member.SET_NAME;
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    /** Ends all connections, aborts what is open and closes the file. */
    @Override
    public void close() {
        store.waits().close();
        listener.close();
        sessions.close();
        store.close();
    }

    /**
     * Runs one until the process is told to end.
     *
     * @param args {@code --port=27017} (that is the default) and {@code --file=data.mv} (by default memory only)
     * @throws InterruptedException when interrupted while waiting for the end
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws InterruptedException {
        int port = 27017;
        Path file = null;
        for (String arg : args) {
            if (arg.startsWith("--port=")) {
                port = Integer.parseInt(arg.substring("--port=".length()));
            } else if (arg.startsWith("--file=")) {
                file = Path.of(arg.substring("--file=".length()));
            } else {
                throw new IllegalArgumentException("unknown argument " + arg + "; known are --port= and --file=");
            }
        }
        EmbeddedMongo mongo = start(port, file);
        Runtime.getRuntime().addShutdownHook(new Thread(mongo::close, "embedded-mongo-close"));
        System.out.println(mongo.connectionString());
        new CountDownLatch(1).await();
    }
}
