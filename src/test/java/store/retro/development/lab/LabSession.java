package store.retro.development.lab;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import store.retro.development.lab.LabRefusal.Code;
import store.retro.development.lab.Operation.Plan;
import store.retro.development.lab.Operation.State;

/** One developer at the lab, who does one thing at a time. */
@Slf4j
final class LabSession {

    private static final long TO_END_SECONDS = 90;

    private final Running lab;
    private final Events events = new Events();
    private @Nullable Operation operation;
    private int operations;
    private boolean closed;
    private volatile long lastUse = System.nanoTime();

    /** Work of an operation, in a thread of its own. */
    private interface Work {
        void run(Operation operation) throws Exception;
    }

    LabSession(Running lab) {
        this.lab = lab;
    }

    Events events() {
        lastUse = System.nanoTime();
        return events;
    }

    /** For how long nobody has asked for anything. */
    long idleNanos() {
        return System.nanoTime() - lastUse;
    }

    synchronized Map<String, Object> state() {
        Operation now = operation;
        Attempt attempt = now == null ? null : now.attempt();
        Command held = attempt == null ? null : attempt.held();
        return Events.members(
                "operation", now == null ? null : now.description(),
                "held", held == null ? null : lab.attempts().held(attempt, held),
                "panes", now == null ? Map.of() : now.panes(),
                "verdicts", now == null ? Map.of() : now.verdicts(),
                "last", events.last());
    }

    int attempt(LabStyle style, boolean inSecondProcess, int stock, int quantity, Stop stop) {
        return begin(new Plan("attempt", null, List.of(style), inSecondProcess), begun -> {
            Site site = inSecondProcess ? lab.secondStores().start(begun) : lab.own();
            Bench bench = lab.bench(begun, style, stock, 0);
            step(begun, bench, bench.buys(site, Bench.BUYER, quantity), site, stop);
        });
    }

    /** The buyer presses again. */
    synchronized int again() {
        Operation before = operation;
        Attempt first = before == null ? null : before.attempt();
        if (first == null) {
            throw new LabRefusal(Code.NOT_POSSIBLE, "There is no attempt before this one.");
        }
        requireIdle();
        Bench bench = before.bench(first.style());
        return begin(new Plan("attempt", null, List.of(first.style()), false), begun -> {
            before.release(bench);
            begun.add(bench);
            step(begun, bench, first.purchase().again(lab.own()), lab.own(), Stop.NEVER);
        });
    }

    private void step(Operation begun, Bench bench, Purchase purchase, Site site, Stop stop) throws Exception {
        Attempt attempt = lab.attempts().make(begun, site, bench.style(), purchase, lab.heldAtMost());
        begun.follow(attempt);
        lab.attempts().look(attempt);
        begun.become(State.running);
        lab.attempts().run(attempt, stop).get(TO_END_SECONDS, TimeUnit.SECONDS);
    }

    int script(Script script) {
        List<LabStyle> styles = List.of(LabStyle.values());
        return begin(new Plan("script", script.id(), styles, script.needsSecondProcess()), begun -> {
            Site site = script.needsSecondProcess() ? lab.secondStores().start(begun) : lab.own();
            for (LabStyle style : styles) {
                lab.bench(begun, style, script.stock(), 0);
            }
            begun.become(State.running);
            lab.scripts().play(script, begun, site);
        });
    }

    int crowd(List<LabStyle> styles, int buyers, int stock) {
        return begin(new Plan("crowd", null, styles, false), begun -> {
            begun.become(State.running);
            for (LabStyle style : styles) {
                new Crowd(begun, lab.bench(begun, style, stock, buyers), lab.own(), stock).run(buyers);
            }
        });
    }

    /** Lets what is held go on. */
    void next(Stop stop) {
        held().go(stop, stop == Stop.NEVER ? "end" : "next");
    }

    void breakHeld(Break kind, Stop stop) {
        lab.breaking().apply(kind, held(), stop);
    }

    private synchronized Attempt held() {
        Attempt attempt = operation == null ? null : operation.attempt();
        if (attempt == null || attempt.held() == null) {
            throw new LabRefusal(Code.NOT_HELD, "Nothing is held now.");
        }
        return attempt;
    }

    private synchronized int begin(Plan plan, Work work) {
        requireIdle();
        if (closed) {
            throw new LabRefusal(Code.NOT_FOUND, "This session has ended.");
        }
        lab.reserve();
        Operation before = operation;
        Operation begun = new Operation(++operations, plan, events);
        operation = begun;
        begun.become(State.preparing);
        lab.execute(() -> {
            run(begun, work);
            if (before != null) {
                lab.clear(before);
            }
            if (isClosed()) {
                lab.clear(begun);
            }
        });
        return begun.number();
    }

    private void requireIdle() {
        if (operation != null && operation.state() != State.ended) {
            throw new LabRefusal(Code.BUSY, "This session has an operation under way; one at a time.");
        }
    }

    private void run(Operation begun, Work work) {
        String failed = null;
        try {
            work.run(begun);
        } catch (Exception | AssertionError e) {
            log.warn("the lab's operation has failed", e);
            failed = "The lab itself has failed: " + e.getMessage();
        } finally {
            lab.end(begun, failed);
        }
    }

    /** Ends as soon as what is under way has ended, and its documents with it. */
    synchronized void close() {
        events.end();
        closed = true;
        if (operation == null) {
            return;
        }
        if (operation.state() == State.ended) {
            lab.clear(operation);
            return;
        }
        Attempt attempt = operation.attempt();
        if (attempt != null && attempt.held() != null) {
            attempt.go(Stop.NEVER, "end");
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }
}
