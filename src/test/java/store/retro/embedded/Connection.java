package store.retro.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client, served by a thread of its own, so that a command which waits keeps nobody else waiting. */
final class Connection implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final int number;
    private final Socket socket;
    private final Commands commands;
    private volatile @Nullable String applicationName;

    Connection(int number, Socket socket, Commands commands) {
        this.number = number;
        this.socket = socket;
        this.commands = commands;
    }

    int number() {
        return number;
    }

    /** As the client called itself in its greeting; a fail point may ask for it. */
    @Nullable
    String applicationName() {
        return applicationName;
    }

    void introduce(@Nullable String name) {
        applicationName = name;
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            Wire wire = new Wire(new BufferedInputStream(socket.getInputStream(), 1 << 16), socket.getOutputStream());
            for (Wire.Message request = wire.read(); request != null; request = wire.read()) {
                Document response = respond(request);
                if (response == null) {
                    return;
                }
                if (request.wantsAnswer()) {
                    wire.answer(request, response);
                }
            }
        } catch (IOException e) {
            LOG.debug("connection {} ends: {}", number, e.toString());
        }
    }

    private @Nullable Document respond(Wire.Message request) {
        Document body = request.body();
        CommandError failure = request.failure();
        return body == null && failure != null ? failure.toResponse() : commands.run(this, body);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("connection {} did not close: {}", number, e.toString());
        }
    }
}
