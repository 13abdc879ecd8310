package store.retro.development.lab;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import store.retro.development.lab.InsideView.OpenTransaction;
import store.retro.development.lab.LabRefusal.Code;
import store.retro.development.lab.Operation.State;
import store.retro.fixture.Answer;

/**
 * One request to place an order, told command by command. It can be held before any command, and goes on by itself when
 * its time is up.
 */
final class Attempt {

    private final Operation operation;
    private final Site site;
    private final LabStyle style;
    private final Purchase purchase;
    private final Duration heldAtMost;
    private final Consumer<Attempt> whenHeld;
    private final String key = UUID.randomUUID().toString();
    private final Map<Integer, Command> underWay = new ConcurrentHashMap<>();

    private Stop stop = Stop.NEVER;
    private long begun;
    private boolean over;
    private @Nullable Command held;
    private @Nullable Order order;
    private @Nullable OpenTransaction open;
    private int run;
    private int answeredInRun;
    private @Nullable Failure failure;
    private Runnable whenItFails = () -> {};
    private volatile boolean answerIsLost;

    /** What a held command is told. */
    private enum Order {
        GO,
        FAIL
    }

    private record Failure(long at, String because) {}

    /**
     * @param style of the documents that it is about
     * @param heldAtMost from its beginning
     * @param whenHeld looks at it while it is held, in its own thread
     */
    Attempt(
            Operation operation,
            Site site,
            LabStyle style,
            Purchase purchase,
            Duration heldAtMost,
            Consumer<Attempt> whenHeld) {
        this.operation = operation;
        this.site = site;
        this.style = style;
        this.purchase = purchase;
        this.heldAtMost = heldAtMost;
        this.whenHeld = whenHeld;
    }

    String key() {
        return key;
    }

    Site site() {
        return site;
    }

    LabStyle style() {
        return style;
    }

    Purchase purchase() {
        return purchase;
    }

    Operation operation() {
        return operation;
    }

    /** Lets nobody hear the answer. */
    void loseAnswer() {
        answerIsLost = true;
    }

    /** What the buyer hears; null where no answer comes. */
    CompletableFuture<@Nullable Answer> begin(Executor executor, Stop first) {
        synchronized (this) {
            stop = first;
            begun = System.nanoTime();
        }
        return CompletableFuture.supplyAsync(this::ask, executor);
    }

    private @Nullable Answer ask() {
        long start = System.nanoTime();
        Answer answer;
        try {
            answer = purchase.place(site, key);
        } catch (UncheckedIOException e) {
            answer = null;
        }
        synchronized (this) {
            over = true;
            if (held != null && order == null) {
                // nobody is there any more who could go on
                order = Order.GO;
            }
            notifyAll();
        }
        tell("response", described(answer, (System.nanoTime() - start) / 1_000_000));
        return answerIsLost ? null : answer;
    }

    private Map<String, Object> described(@Nullable Answer answer, long millis) {
        return Events.members(
                "status",
                answer == null ? null : answer.status(),
                "code",
                answer == null || answer.status() < 400 ? null : answer.code(),
                "replayed",
                answer != null && answer.replayed(),
                "order",
                answer == null || answer.status() >= 400 ? null : answer.at("/id"),
                "millis",
                millis,
                "lost",
                answer != null && answerIsLost);
    }

    /** In the thread of whoever sends it. */
    boolean mayGo(Probe.Sent sent) {
        Command command = new Command(sent);
        synchronized (this) {
            note(command);
            if (left().isZero() || !stop.isAt(command)) {
                return true;
            }
            held = command;
            order = null;
            notifyAll();
        }
        whenHeld.accept(this);
        synchronized (this) {
            boolean go = awaitOrder() == Order.GO;
            held = null;
            return go;
        }
    }

    private Order awaitOrder() {
        while (order == null) {
            Duration left = left();
            if (left.isZero()) {
                go(Stop.NEVER, "time");
            } else {
                pause(left.toMillis() + 1);
            }
        }
        return order;
    }

    private void pause(long millis) {
        try {
            wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            order = Order.GO;
        }
    }

    /** For how long it may still be held. */
    synchronized Duration left() {
        Duration left = heldAtMost.minusNanos(System.nanoTime() - begun);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void note(Command command) {
        underWay.put(command.sent().request(), command);
        OpenTransaction transaction = command.transaction();
        if (command.startsTransaction()) {
            open = transaction;
            answeredInRun = 0;
            operation.begun(transaction);
            run++;
            if (run > 1 && failure != null) {
                tell(
                        "retry",
                        Events.members(
                                "run",
                                run,
                                "pauseMillis",
                                (System.nanoTime() - failure.at()) / 1_000_000,
                                "because",
                                failure.because()));
            }
        }
        tell("command", command.described(id(command.sent().request()), transaction == null ? null : run));
    }

    /** Under which its events name a command. */
    String id(int request) {
        return site.id() + "-" + request;
    }

    void ended(Probe.Answered answered) {
        Outcome outcome = Outcome.of(answered);
        Runnable listener = () -> {};
        synchronized (this) {
            Command command = underWay.remove(answered.request());
            tell("answer", outcome.described(id(answered.request())));
            if (command != null && command.transaction() != null) {
                note(command, outcome);
            }
            boolean isOver = command != null && command.name().equals("abortTransaction");
            if (!outcome.isOk() && !isOver) {
                failure = new Failure(System.nanoTime(), outcome.because());
                listener = whenItFails;
                whenItFails = () -> {};
            }
        }
        listener.run();
    }

    private void note(Command command, Outcome outcome) {
        boolean answered = outcome.answered().answer() != null;
        if (outcome.isOk() && !command.isEnd()) {
            answeredInRun++;
        } else {
            open = null;
            if (answered) {
                operation.ended(command.transaction());
            }
        }
    }

    /** Calls it at the next command that fails. */
    synchronized void whenItFails(Runnable listener) {
        whenItFails = listener;
    }

    /** Before what it is held; null while it is not. */
    synchronized @Nullable Command held() {
        return order == null ? held : null;
    }

    /** The transaction that can be looked into now; null where there is none, or a command of it is under way. */
    synchronized @Nullable OpenTransaction inside() {
        Command command = held();
        return command != null && answeredInRun > 0 && open != null && open.equals(command.transaction()) ? open : null;
    }

    /** Whether its transaction has a snapshot that others may write past. */
    synchronized boolean hasSnapshot() {
        return open != null && answeredInRun > 0;
    }

    /** Waits until it is held, or over. */
    synchronized boolean awaitHeld(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (held() == null && !over) {
            long millis = (end - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return held() != null;
    }

    /**
     * Lets it go on.
     *
     * @param next where it is held then
     * @throws LabRefusal {@code not-held}
     */
    synchronized void go(Stop next, String by) {
        release(Order.GO, next, by);
    }

    /** Lets the code fail where it is held. */
    synchronized void fail(Stop next) {
        release(Order.FAIL, next, "break");
    }

    private void release(Order how, Stop next, String by) {
        if (held() == null) {
            throw new LabRefusal(Code.NOT_HELD, "Nothing is held now.");
        }
        stop = next;
        if (operation.attempt() == this) {
            operation.become(State.running);
        }
        tell("released", Events.members("by", by));
        order = how;
        notifyAll();
    }

    void tell(String type, Map<String, Object> members) {
        operation.tell(type, style, purchase.who(), members);
    }
}
