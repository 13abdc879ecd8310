package store.retro.development.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import store.retro.fixture.Answer;
import store.retro.fixture.Http;
import tools.jackson.databind.JsonNode;

/** Somebody at the lab, who does by HTTP what its page does. */
final class Developer {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Http http;
    private final String session;
    private final List<JsonNode> seen = new ArrayList<>();
    private long last;

    Developer(int port) {
        http = new Http("http://localhost:" + port + "/dev/lab/api");
        session = "/sessions/" + http.send("POST", "/sessions", Map.of(), null).at("/id");
    }

    Answer get(String path) {
        return http.send("GET", path, Map.of(), null);
    }

    Answer post(String path, @Nullable String json) {
        return http.send("POST", path, Map.of(), json);
    }

    /** In the session. */
    Answer asks(String path, @Nullable String json) {
        return post(session + path, json == null ? null : json.replace('\'', '"'));
    }

    Answer state() {
        return get(session);
    }

    Answer leaves() {
        return http.send("DELETE", session, Map.of(), null);
    }

    /** Plays a script to its end. */
    Developer plays(String script) {
        return begins("/scripts/" + script, null).awaitsEnd();
    }

    /** Begins something, and forgets what was before. */
    Developer begins(String path, @Nullable String json) {
        Answer answer = asks(path, json);
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return this;
    }

    /** An attempt that is held before this write. */
    Developer steps(String style, String process, String collection) {
        begins("/attempts", "{'style': '%s', 'stop': 'next-write', 'process': '%s'}".formatted(style, process));
        awaits("held");
        while (!seenLast("held").path("collection").asString("commit").equals(collection)) {
            goesOn("next-write").awaits("held");
        }
        return this;
    }

    Developer goesOn(String stop) {
        return does("/next", "{'stop': '" + stop + "'}");
    }

    Developer breaks(String kind) {
        return does("/break", "{'kind': '" + kind + "'}");
    }

    private Developer does(String path, String json) {
        Answer answer = asks(path, json);
        assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        return this;
    }

    Developer awaitsEnd() {
        await(event -> event.at("/type").asString().equals("operation")
                && event.at("/state").asString().equals("ended"));
        assertThat(seenLast("operation").path("failed").isNull())
                .as("%s", seenLast("operation"))
                .isTrue();
        return this;
    }

    Developer awaits(String type) {
        await(event -> event.at("/type").asString().equals(type));
        return this;
    }

    private void await(Predicate<JsonNode> wanted) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            JsonNode events = get(session + "/events?wait=5&after=" + last).json();
            for (JsonNode event : events.path("events")) {
                seen.add(event);
                last = event.path("n").asLong();
                if (wanted.test(event)) {
                    return;
                }
            }
        }
        throw new AssertionError("it did not happen: " + seen);
    }

    /** All events of a type so far, or those of a style. */
    List<JsonNode> seen(String type) {
        return seen.stream()
                .filter(event -> event.at("/type").asString().equals(type))
                .toList();
    }

    JsonNode seenLast(String type) {
        List<JsonNode> all = seen(type);
        return all.get(all.size() - 1);
    }

    /** What the books say of a style. */
    JsonNode verdict(LabStyle style) {
        return state().json().path("verdicts").path(style.name());
    }
}
