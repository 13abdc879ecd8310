package store.retro.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/** Accepts clients and owns their connections and threads. */
final class Listener implements AutoCloseable {

    private static final int BACKLOG = 512;
    private static final long CLOSING_MILLIS = 5000;

    private final ServerSocket server;
    private final Map<Connection, Thread> connections = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** @param port 0 for any that is free */
    Listener(int port) {
        try {
            server = new ServerSocket(port, BACKLOG, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on port " + port, e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    int connectionCount() {
        return connections.size();
    }

    void start(BiFunction<Integer, Socket, Connection> connect) {
        Thread thread = new Thread(() -> accept(connect), "embedded-mongo-accept");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(BiFunction<Integer, Socket, Connection> connect) {
        for (int number = 1; !closed; number++) {
            try {
                serve(connect.apply(number, server.accept()));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Connection connection) {
        Thread thread = new Thread(() -> serveAndForget(connection), "embedded-mongo-" + connection.number());
        thread.setDaemon(true);
        connections.put(connection, thread);
        thread.start();
    }

    private void serveAndForget(Connection connection) {
        try {
            connection.run();
        } finally {
            connections.remove(connection);
        }
    }

    /** Ends every connection and waits until nobody works on the store any more. */
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
            connections.keySet().forEach(Connection::close);
            for (Thread thread : connections.values()) {
                thread.join(CLOSING_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
