package store.retro.reliability;

import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionClosedEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolListener;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the service's connections, by the driver's own events. */
final class PoolWatch implements ConnectionPoolListener {

    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger lent = new AtomicInteger();

    /** Connections that exist. */
    int open() {
        return open.get();
    }

    /** Connections that someone has and has not given back. */
    int lent() {
        return lent.get();
    }

    @Override
    public void connectionCreated(ConnectionCreatedEvent event) {
        open.incrementAndGet();
    }

    @Override
    public void connectionClosed(ConnectionClosedEvent event) {
        open.decrementAndGet();
    }

    @Override
    public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
        lent.incrementAndGet();
    }

    @Override
    public void connectionCheckedIn(ConnectionCheckedInEvent event) {
        lent.decrementAndGet();
    }
}
