package store.retro.development.lab;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.jspecify.annotations.Nullable;
import store.retro.development.lab.InsideView.OpenTransaction;
import store.retro.development.lab.Operation.State;
import store.retro.fixture.Answer;

/** The attempts that are under way, told by the probes of the stores which of them a command belongs to. */
@Slf4j
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
final class Attempts implements Probe {

    private final Map<String, Attempt> underWay = new ConcurrentHashMap<>();
    private final Executor executor;

    /** What can be broken where, for those who look on. */
    private final BiFunction<Command, Site, Object> breaks;

    Attempt make(Operation operation, Site site, LabStyle style, Purchase purchase, Duration heldAtMost) {
        return new Attempt(operation, site, style, purchase, heldAtMost, this::tellHeld);
    }

    /** Begins it; what the buyer hears. */
    CompletableFuture<@Nullable Answer> run(Attempt attempt, Stop first) {
        underWay.put(attempt.key(), attempt);
        return attempt.begin(executor, first).whenComplete((answer, failure) -> {
            underWay.remove(attempt.key());
            attempt.operation().bench(attempt.style()).note(attempt.purchase(), answer);
            look(attempt);
        });
    }

    @Override
    public boolean mayGo(Sent sent) {
        Attempt attempt = underWay.get(sent.attempt());
        return attempt == null || attempt.mayGo(sent);
    }

    @Override
    public void ended(Answered answered) {
        Attempt attempt = underWay.get(answered.attempt());
        if (attempt != null) {
            attempt.ended(answered);
        }
    }

    private void tellHeld(Attempt attempt) {
        Command command = attempt.held();
        if (command == null) {
            return;
        }
        if (attempt == attempt.operation().attempt()) {
            attempt.operation().become(State.held);
        }
        attempt.tell("held", held(attempt, command));
        look(attempt);
    }

    /** What is told of a stop. */
    Map<String, Object> held(Attempt attempt, Command command) {
        OpenTransaction inside = attempt.inside();
        return Events.members(
                "command", attempt.id(command.sent().request()),
                "name", command.name(),
                "collection", command.collection(),
                "startsTransaction", command.startsTransaction(),
                "inside", inside != null,
                "insideWhy", inside == null ? whyNotInside(command) : null,
                "secondsLeft", attempt.left().toSeconds(),
                "breaks", breaks.apply(command, attempt.site()));
    }

    private static String whyNotInside(Command command) {
        return command.transaction() == null
                ? "There is no transaction: what is written is there for all."
                : "The transaction begins with this command; the server knows nothing of it yet.";
    }

    /**
     * Tells what stands in the collections of its style now, and what it sees of them itself: nothing once it has
     * outlived what the server allows a transaction.
     */
    void look(Attempt attempt) {
        Bench bench = attempt.operation().bench(attempt.style());
        try {
            attempt.tell("panes", bench.panes(attempt.inside()));
        } catch (MongoException e) {
            log.info("the lab cannot look inside: {}", e.getMessage());
            attempt.tell("panes", bench.panes(null));
        }
    }
}
