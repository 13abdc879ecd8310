package store.retro.platform.mongo;

import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckOutStartedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionPoolListener;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.transaction.SideWork;

/**
 * Keeps {@link SideWork} within its share of the pool: it waits before it asks for a connection, command by command, so
 * that it holds nothing while it waits for anything else. The driver tells of each connection on the thread that wants
 * it. Who has waited for too long goes on; the command then fails of its own, for its time is used up.
 */
final class SideConnections implements ConnectionPoolListener {

    private final Semaphore share;
    private final ThreadLocal<Integer> held = ThreadLocal.withInitial(() -> 0);

    SideConnections(int share) {
        this.share = new Semaphore(share, true);
    }

    @Override
    public void connectionCheckOutStarted(ConnectionCheckOutStartedEvent event) {
        if (SideWork.isUnderWay() && isMyTurn()) {
            held.set(held.get() + 1);
        }
    }

    private boolean isMyTurn() {
        try {
            return share.tryAcquire(Deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void connectionCheckOutFailed(ConnectionCheckOutFailedEvent event) {
        giveBack();
    }

    @Override
    public void connectionCheckedIn(ConnectionCheckedInEvent event) {
        giveBack();
    }

    private void giveBack() {
        if (held.get() > 0) {
            held.set(held.get() - 1);
            share.release();
        }
    }
}
