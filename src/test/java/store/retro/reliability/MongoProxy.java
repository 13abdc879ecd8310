package store.retro.reliability;

import com.mongodb.ServerAddress;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection between the service and its database, in the test's hands: it passes the wire protocol's messages on,
 * knows the command in each, and can be made to fail at any of them.
 */
public final class MongoProxy implements AutoCloseable {

    private final ServerSocket listener;
    private final Supplier<ServerAddress> server;
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable ProxyFault> strike = new AtomicReference<>();
    private final Map<Integer, ProxyFault> ofRequests = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable List<String>> recorded = new AtomicReference<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<CommandTrace> trails = new CopyOnWriteArrayList<>();

    MongoProxy(ServerAddress server) {
        this(() -> server);
    }

    /** @param server where each new connection goes */
    public MongoProxy(Supplier<ServerAddress> server) {
        this.server = server;
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon("cable-listener", this::accept);
    }

    /** What the service connects with; the driver is kept from finding its way around the cable. */
    String uri(String applicationName) {
        return "mongodb://127.0.0.1:%d/?directConnection=true&appName=%s".formatted(port(), applicationName);
    }

    /** The port of the loopback interface that it listens on. */
    public int port() {
        return listener.getLocalPort();
    }

    /** Lets this one request, known by the number that its driver has given it, meet the fault. */
    public void strike(int request, ProxyFault fault) {
        ofRequests.put(request, fault);
    }

    /** Hangs up everywhere. */
    public void cutAll() {
        pairs.forEach(Pair::close);
    }

    /** Lets it fail as told, until it has struck as often as told. */
    void arm(ProxyFault next) {
        strike.set(next);
    }

    void disarm() {
        strike.set(null);
    }

    /** Looks in everything that passes for the steps of an operation, and holds it where it is to be held. */
    void follow(CommandTrace trail) {
        trails.add(trail);
    }

    /**
     * Which operation is followed that this request belongs to. The webhook's requests go past the cable, but are a
     * step as others are.
     */
    Optional<CommandTrace.Encounter> meet(Message message) {
        return trails.stream().flatMap(trail -> trail.meet(message).stream()).findFirst();
    }

    /** Lets everything pass, follows nothing any more, and forgets connections that hang. */
    void heal() {
        disarm();
        trails.clear();
        pairs.stream().filter(pair -> pair.silent).forEach(Pair::close);
    }

    /** Notes from now on what passes. */
    void record() {
        recorded.set(new CopyOnWriteArrayList<>());
    }

    /** The commands that have passed since {@link #record}, in their order. */
    List<String> recorded() {
        List<String> commands = recorded.getAndSet(null);
        return commands == null ? List.of() : List.copyOf(commands);
    }

    /** How many messages are being held back at this moment. */
    int waiting() {
        return waiting.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket service = listener.accept();
                service.setTcpNoDelay(true);
                connect(service);
            } catch (IOException e) {
                // closed, or the service has gone again
            }
        }
    }

    private void connect(Socket service) throws IOException {
        Socket database;
        try {
            ServerAddress address = server.get();
            database = new Socket(address.getHost(), address.getPort());
            database.setTcpNoDelay(true);
        } catch (IOException e) {
            service.close();
            return;
        }
        Pair pair = new Pair(service, database);
        pairs.add(pair);
        daemon("cable-up", pair::passRequests);
        daemon("cable-down", pair::passReplies);
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cutAll();
    }

    /** The two ends of one connection. */
    private final class Pair implements Closeable {

        private final Socket service;
        private final Socket database;
        private volatile String command = "";
        private volatile Optional<CommandTrace.Encounter> encounter = Optional.empty();
        private volatile @Nullable ProxyFault ofRequest;
        private volatile boolean silent;

        Pair(Socket service, Socket database) {
            this.service = service;
            this.database = database;
        }

        void passRequests() {
            pass(service, database, ProxyFault.Moment.BEFORE);
        }

        void passReplies() {
            pass(database, service, ProxyFault.Moment.AFTER);
        }

        private void pass(Socket from, Socket to, ProxyFault.Moment moment) {
            try (Pair closed = this) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte @Nullable [] message = WireMessage.read(new DataInputStream(in));
                while (message != null) {
                    if (moment == ProxyFault.Moment.BEFORE) {
                        command = WireMessage.command(message);
                        ofRequest = ofRequests.remove(WireMessage.request(message));
                        note(command);
                    }
                    if (isHeld(message, moment)) {
                        silent = true;
                    }
                    if (!passes(moment)) {
                        return;
                    }
                    if (!silent) {
                        out.write(message);
                        out.flush();
                    }
                    message = WireMessage.read(new DataInputStream(in));
                }
            } catch (IOException e) {
                // one of the two has hung up, so both do
            }
        }

        private boolean isHeld(byte[] message, ProxyFault.Moment moment) {
            if (trails.isEmpty()) {
                return false;
            }
            if (moment == ProxyFault.Moment.BEFORE) {
                encounter = meet(Message.of(message));
                return encounter.filter(CommandTrace.Encounter::stopsRequest).isPresent();
            }
            return encounter
                    .filter(each -> each.stopsAnswer(WireMessage.text(message)))
                    .isPresent();
        }

        private void note(String name) {
            List<String> notes = recorded.get();
            if (notes != null && !name.equals("hello")) {
                notes.add(name);
            }
        }

        /** @return whether the connection still stands */
        private boolean passes(ProxyFault.Moment moment) {
            ProxyFault current = ofRequest == null ? strike.get() : ofRequest;
            if (silent || current == null || !current.hits(command, moment)) {
                return true;
            }
            switch (current.kind()) {
                case CUT -> {
                    return false;
                }
                case SILENCE -> silent = true;
                case DELAY -> {
                    waiting.incrementAndGet();
                    current.pause();
                    waiting.decrementAndGet();
                }
                case CALL -> {
                    current.call();
                    return false;
                }
            }
            return true;
        }

        @Override
        public void close() {
            pairs.remove(this);
            encounter.ifPresent(CommandTrace.Encounter::abandoned);
            try {
                service.close();
                database.close();
            } catch (IOException e) {
                // it is gone, which is all that was asked
            }
        }
    }
}
