package store.retro.reliability;

import java.util.concurrent.atomic.AtomicInteger;

/** What a {@link MongoProxy} does to which message, and how often it has. */
public final class ProxyFault {

    /** Before the database hears of the command, or after it has answered. */
    public enum Moment {
        BEFORE,
        AFTER
    }

    /** What is done: hang up, stay silent for ever, wait and go on, or something else and then hang up. */
    enum Kind {
        CUT,
        SILENCE,
        DELAY,
        CALL
    }

    private final String command;
    private final Moment moment;
    private final Kind kind;
    private final int millis;
    private final Runnable action;
    private final AtomicInteger skip;
    private final AtomicInteger left;
    private final AtomicInteger hits = new AtomicInteger();

    private ProxyFault(String command, Moment moment, Kind kind, int skip, int times, int millis, Runnable action) {
        this.command = command;
        this.moment = moment;
        this.kind = kind;
        this.skip = new AtomicInteger(skip);
        this.left = new AtomicInteger(times);
        this.millis = millis;
        this.action = action;
    }

    /**
     * @param skip how many of these commands pass before the first is hit
     * @param times how many are hit
     */
    public static ProxyFault cut(String command, Moment moment, int skip, int times) {
        return new ProxyFault(command, moment, Kind.CUT, skip, times, 0, () -> {});
    }

    static ProxyFault silence(String command, Moment moment, int skip, int times) {
        return new ProxyFault(command, moment, Kind.SILENCE, skip, times, 0, () -> {});
    }

    static ProxyFault delay(String command, Moment moment, int skip, int times, int millis) {
        return new ProxyFault(command, moment, Kind.DELAY, skip, times, millis, () -> {});
    }

    /** Once: something else happens just then, and the connection is gone. */
    public static ProxyFault call(String command, Moment moment, int skip, Runnable action) {
        return new ProxyFault(command, moment, Kind.CALL, skip, 1, 0, action);
    }

    Kind kind() {
        return kind;
    }

    /** How many messages it has hit. */
    int hits() {
        return hits.get();
    }

    boolean hits(String name, Moment at) {
        if (at != moment || !command.equals(name) || skip.getAndDecrement() > 0 || left.getAndDecrement() <= 0) {
            return false;
        }
        hits.incrementAndGet();
        return true;
    }

    void pause() {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void call() {
        action.run();
    }
}
