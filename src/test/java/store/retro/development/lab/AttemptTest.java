package store.retro.development.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.ServerAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import store.retro.development.lab.Operation.Plan;
import store.retro.fixture.Console;
import store.retro.reliability.MongoProxy;

@Timeout(20)
class AttemptTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final MongoProxy nowhere = new MongoProxy(() -> new ServerAddress("127.0.0.1", 1));
    private final Events events = new Events();
    private final Operation operation =
            new Operation(1, new Plan("attempt", null, List.of(LabStyle.managed), false), events);

    @AfterEach
    void close() {
        nowhere.close();
    }

    @Test
    void goesOnByItselfWhenItsTimeIsUp() throws Exception {
        Attempt attempt = begun(Duration.ofMillis(600));

        CompletableFuture<Boolean> goes = sends(attempt, update());

        assertThat(attempt.awaitHeld(PATIENCE)).isTrue();
        assertThat(goes.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(released()).isEqualTo("time");
        assertThat(sends(attempt, update()).get(5, TimeUnit.SECONDS))
                .as("not held again")
                .isTrue();
    }

    @Test
    void goesOnWhenItIsToldTo() throws Exception {
        Attempt attempt = begun(Duration.ofSeconds(10));
        CompletableFuture<Boolean> goes = sends(attempt, update());
        assertThat(attempt.awaitHeld(PATIENCE)).isTrue();

        attempt.go(Stop.NEVER, "end");

        assertThat(goes.get(5, TimeUnit.SECONDS)).isTrue();
        assertThatExceptionOfType(LabRefusal.class).isThrownBy(() -> attempt.go(Stop.NEVER, "end"));
    }

    @Test
    void failsWhereItIsHeld() throws Exception {
        Attempt attempt = begun(Duration.ofSeconds(10));
        CompletableFuture<Boolean> goes = sends(attempt, update());
        assertThat(attempt.awaitHeld(PATIENCE)).isTrue();

        attempt.fail(Stop.NEVER);

        assertThat(goes.get(5, TimeUnit.SECONDS)).isFalse();
    }

    private String released() throws InterruptedException {
        return events.after(0, 0).stream()
                .filter(event -> event.get("type").equals("released"))
                .map(event -> (String) event.get("by"))
                .findFirst()
                .orElseThrow();
    }

    /** One that finds no store, and whose commands the test sends. */
    private Attempt begun(Duration heldAtMost) {
        Purchase purchase =
                new Purchase(Bench.BUYER, LabStyle.plain, "ada", new Console("console", 100, 1).times(1), "key", null);
        Site site = new Site("own", "http://127.0.0.1:1", nowhere, "lab", null);
        Attempt attempt = new Attempt(
                operation, site, LabStyle.managed, purchase, heldAtMost, held -> operation.step(null, "held"));
        attempt.begin(asked -> {}, Stop.NEXT_WRITE);
        return attempt;
    }

    private static CompletableFuture<Boolean> sends(Attempt attempt, BsonDocument command) {
        return CompletableFuture.supplyAsync(
                () -> attempt.mayGo(new Probe.Sent(attempt.key(), 1, command.getFirstKey(), command)));
    }

    private static BsonDocument update() {
        return BsonDocument.parse("{update: 'users', updates: [{q: {_id: 'ada'}, u: {$inc: {lifeTimeValue: 100}}}]}");
    }
}
