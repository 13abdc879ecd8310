package store.retro.development.lab;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import store.retro.development.lab.LabRefusal.Code;

/** The lab by HTTP, for its page. */
@Hidden
@RestController
@ConditionalOnProperty(name = LabStore.LAB, havingValue = "true", matchIfMissing = true)
@RequestMapping(path = "/dev/lab/api", produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class LabController {

    private static final int LONGEST_WAIT_SECONDS = 10;

    private final Lab lab;
    private final LabDescription description;

    @GetMapping
    Map<String, Object> description() {
        return description.of(lab.start());
    }

    @PostMapping("/step-down")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stepDown() throws InterruptedException {
        lab.await().server().stepDown();
    }

    @PostMapping("/sessions")
    @ResponseStatus(HttpStatus.CREATED)
    Map<String, String> open() throws InterruptedException {
        return Map.of("id", lab.open());
    }

    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable String id) {
        lab.session(id);
        lab.close(id);
    }

    @GetMapping("/sessions/{id}")
    Map<String, Object> state(@PathVariable String id) {
        return lab.session(id).state();
    }

    @GetMapping("/sessions/{id}/events")
    Map<String, Object> events(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") long after,
            @RequestParam(defaultValue = "0") int wait)
            throws InterruptedException {
        long millis = Math.max(0, Math.min(LONGEST_WAIT_SECONDS, wait)) * 1000L;
        List<Map<String, Object>> events = lab.session(id).events().after(after, millis);
        long last =
                events.isEmpty() ? after : (long) events.get(events.size() - 1).get("n");
        return Events.members("events", events, "last", last);
    }

    @PostMapping(path = "/sessions/{id}/attempts", consumes = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, Integer> attempt(@PathVariable String id, @Valid @RequestBody AttemptRequest request) {
        boolean second = "second".equals(oneOf("process", request.process(), "own", "second"));
        return Map.of(
                "operation",
                lab.session(id)
                        .attempt(
                                style(request.style()),
                                second,
                                Objects.requireNonNullElse(request.stock(), 5),
                                Objects.requireNonNullElse(request.quantity(), 1),
                                stop(request.stop())));
    }

    @PostMapping("/sessions/{id}/attempts/again")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, Integer> again(@PathVariable String id) {
        return Map.of("operation", lab.session(id).again());
    }

    @PostMapping(path = "/sessions/{id}/next", consumes = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void next(@PathVariable String id, @Valid @RequestBody NextRequest request) {
        lab.session(id).next(stop(request.stop()));
    }

    @PostMapping(path = "/sessions/{id}/break", consumes = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void breakHeld(@PathVariable String id, @Valid @RequestBody BreakRequest request) {
        lab.session(id).breakHeld(Break.of(request.kind()), stop(request.stop()));
    }

    @PostMapping("/sessions/{id}/scripts/{script}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, Integer> script(@PathVariable String id, @PathVariable String script) {
        return Map.of("operation", lab.session(id).script(Script.of(script)));
    }

    @PostMapping(path = "/sessions/{id}/crowd", consumes = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.ACCEPTED)
    Map<String, Integer> crowd(@PathVariable String id, @Valid @RequestBody CrowdRequest request) {
        List<LabStyle> styles = request.styles() == null
                ? List.of(LabStyle.values())
                : request.styles().stream().distinct().map(LabController::style).toList();
        return Map.of(
                "operation",
                lab.session(id)
                        .crowd(
                                styles,
                                Objects.requireNonNullElse(request.buyers(), 40),
                                Objects.requireNonNullElse(request.stock(), 10)));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refuse(LabRefusal refusal) {
        return ResponseEntity.status(refusal.code().status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Events.members(
                        "status", refusal.code().status().value(),
                        "code", refusal.code().toString(),
                        "detail", refusal.getMessage()));
    }

    private static LabStyle style(String id) {
        return LabStyle.valueOf(oneOf("style", id, "plain", "recipe", "managed", "manual"));
    }

    private static Stop stop(@Nullable String name) {
        return "next-write".equals(oneOf("stop", name, "none", "next-write")) ? Stop.NEXT_WRITE : Stop.NEVER;
    }

    /** The first of these is meant where nothing is said. */
    private static String oneOf(String member, @Nullable String given, String... known) {
        if (given != null && !List.of(known).contains(given)) {
            throw new LabRefusal(
                    Code.INVALID_REQUEST, member + " is one of " + String.join(", ", known) + ", not " + given + ".");
        }
        return given == null ? known[0] : given;
    }

    record AttemptRequest(
            @NotNull String style,
            @Nullable String stop,
            @Nullable String process,

            @Nullable @Min(0) @Max(LabDescription.MOST_STOCK)
            Integer stock,

            @Nullable @Min(1) @Max(5) Integer quantity) {}

    record NextRequest(@Nullable String stop) {}

    record BreakRequest(@NotNull String kind, @Nullable String stop) {}

    record CrowdRequest(
            @Nullable @Min(2) @Max(LabDescription.MOST_BUYERS)
            Integer buyers,

            @Nullable @Min(1) @Max(LabDescription.MOST_STOCK)
            Integer stock,

            @Nullable @Size(min = 1, max = 4) List<@NotNull String> styles) {}
}
