package store.retro.development.lab;

import com.mongodb.MongoCommandException;
import com.mongodb.event.CommandFailedEvent;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the probe of every command that is sent for a request with the header {@code X-Lab-Attempt}. The driver calls
 * its listener in the thread of whoever asked, before it sends anything, so a listener that waits holds the command.
 */
final class ProbeListener extends OncePerRequestFilter implements CommandListener {

    static final String HEADER = "X-Lab-Attempt";

    /** What the driver sends by itself. */
    private static final Set<String> OF_THE_DRIVER = Set.of("hello", "isMaster", "ping", "endSessions", "killCursors");

    private static final ThreadLocal<@Nullable String> ATTEMPT = new ThreadLocal<>();

    private final Probe probe;
    private final Map<Integer, Under> underWay = new ConcurrentHashMap<>();

    private record Under(String attempt, long since) {}

    /** A failure of the code on purpose; the driver lets no exception of a listener pass, but errors. */
    static final class DefectOnPurpose extends Error {
        DefectOnPurpose(String where) {
            super("a defect on purpose, " + where);
        }
    }

    ProbeListener(Probe probe) {
        this.probe = probe;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        ATTEMPT.set(request.getHeader(HEADER));
        try {
            chain.doFilter(request, response);
        } finally {
            ATTEMPT.remove();
        }
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        String attempt = ATTEMPT.get();
        if (attempt == null || OF_THE_DRIVER.contains(event.getCommandName())) {
            return;
        }
        // the event's own document is gone once it is sent
        BsonDocument command = BsonDocument.parse(event.getCommand().toJson());
        if (!probe.mayGo(new Probe.Sent(attempt, event.getRequestId(), event.getCommandName(), command))) {
            throw new DefectOnPurpose("before " + event.getCommandName());
        }
        underWay.put(event.getRequestId(), new Under(attempt, System.nanoTime()));
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
        ended(event.getRequestId(), BsonDocument.parse(event.getResponse().toJson()), null);
    }

    @Override
    public void commandFailed(CommandFailedEvent event) {
        Throwable failure = event.getThrowable();
        if (failure instanceof MongoCommandException refused) {
            ended(event.getRequestId(), refused.getResponse(), null);
        } else {
            ended(event.getRequestId(), null, failure.getClass().getSimpleName() + ": " + failure.getMessage());
        }
    }

    private void ended(int request, @Nullable BsonDocument answer, @Nullable String failure) {
        Under under = underWay.remove(request);
        if (under != null) {
            double millis = (System.nanoTime() - under.since()) / 1e6;
            probe.ended(new Probe.Answered(under.attempt(), request, millis, answer, failure));
        }
    }
}
