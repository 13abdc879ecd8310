package store.retro.development.lab;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import store.retro.development.lab.LabRefusal.Code;
import store.retro.fixture.Answer;
import store.retro.reliability.ProxyFault;
import store.retro.reliability.ProxyFault.Moment;

/** Breaks held attempts. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class Breaking {

    /** For how long a stalled server says nothing. */
    static final Duration STALL = Duration.ofSeconds(3);

    /** For how long a rival keeps what it has written to itself, when nobody runs into it. */
    private static final Duration RIVAL = Duration.ofSeconds(2);

    /** PrimarySteppedDown. */
    private static final int STEPPED_DOWN = 189;

    private final LabServer server;
    private final boolean failPoints;
    private final Attempts attempts;
    private final Site own;
    private final Executor executor;

    /** What can be done at a stop, each with the reason why not. */
    List<Map<String, Object>> at(Command command, Site site) {
        return Arrays.stream(Break.values())
                .map(each -> Events.members(
                        "id",
                        each.id(),
                        "available",
                        whyNot(each, command, site) == null,
                        "why",
                        whyNot(each, command, site)))
                .toList();
    }

    private @Nullable String whyNot(Break kind, Command command, Site site) {
        String why = kind.whyNotOn(failPoints);
        return why == null ? kind.whyNotAt(command, site) : why;
    }

    /**
     * Breaks an attempt where it is held, and lets it go on.
     *
     * @param next where it is held then
     * @throws LabRefusal {@code not-held} or {@code not-possible}
     */
    void apply(Break kind, Attempt attempt, Stop next) {
        Command command = attempt.held();
        if (command == null) {
            throw new LabRefusal(Code.NOT_HELD, "Nothing is held now.");
        }
        String why = whyNot(kind, command, attempt.site());
        if (why != null) {
            throw new LabRefusal(Code.NOT_POSSIBLE, why);
        }
        attempt.tell("break", Events.members("kind", kind.id(), "says", kind.says()));
        switch (kind) {
            case EXCEPTION -> attempt.fail(next);
            case CONFLICT -> conflict(attempt, command, next);
            case CRASH -> crash(attempt);
            case FAILOVER -> {
                server.failOnce(command.name(), STEPPED_DOWN, attempt.site().applicationName());
                attempt.go(next, "break");
            }
            case CUT, LOST_REPLY, STALL -> {
                attempt.site().cable().strike(command.sent().request(), fault(kind, command.onTheWire()));
                attempt.go(next, "break");
            }
        }
    }

    private static void crash(Attempt attempt) {
        attempt.site().process().kill();
        attempt.operation().tell("process", null, null, SecondStores.told("killed", attempt.site()));
    }

    private static ProxyFault fault(Break kind, String command) {
        return switch (kind) {
            case CUT -> ProxyFault.cut(command, Moment.BEFORE, 0, 1);
            case LOST_REPLY -> ProxyFault.cut(command, Moment.AFTER, 0, 1);
            default -> ProxyFault.call(command, Moment.BEFORE, 0, Breaking::stall);
        };
    }

    private static void stall() {
        try {
            TimeUnit.MILLISECONDS.sleep(STALL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Somebody else writes the document. A transaction that has its snapshot already meets what was committed since;
     * one that has none yet meets what is not committed yet.
     */
    private void conflict(Attempt attempt, Command command, Stop next) {
        boolean committed = !attempt.style().isTransactional() || attempt.hasSnapshot();
        String who = "users".equals(command.collection()) ? Bench.TAB : Bench.OTHER;
        if (committed) {
            rivalCommits(attempt, who);
        } else {
            rivalWaits(attempt, who);
        }
        attempt.go(next, "break");
    }

    /** A rival's order, from beginning to end, while the attempt is held. */
    @Nullable
    Answer rivalCommits(Attempt attempt, String who) {
        Attempt rival = rival(attempt, who);
        Answer answer = attempts.run(rival, Stop.NEVER).join();
        attempts.look(attempt);
        return answer;
    }

    private void rivalWaits(Attempt attempt, String who) {
        Attempt rival = rival(attempt, who);
        CompletableFuture<@Nullable Answer> end = attempts.run(rival, Stop.COMMIT);
        try {
            if (!rival.awaitHeld(RIVAL)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        attempt.whenItFails(() -> goOn(rival));
        attempt.operation().own(() -> end.get(RIVAL.toSeconds() * 2, TimeUnit.SECONDS));
    }

    private void goOn(Attempt rival) {
        if (rival.held() != null) {
            executor.execute(() -> rival.go(Stop.NEVER, "end"));
        }
    }

    private Attempt rival(Attempt attempt, String who) {
        Bench bench = attempt.operation().bench(attempt.style());
        return attempts.make(attempt.operation(), own, attempt.style(), bench.rival(own, who), RIVAL);
    }
}
