package store.retro.platform;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import store.retro.platform.http.IdempotencyKey;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemResponses;

/** Stands for the other rooms. */
@Profile(TestController.SLICE)
@RestController
public class TestController {

    /** Keeps it out of the whole application, whose scan would find it on the test class path. */
    public static final String SLICE = "web-slice";

    private final List<Cart> placed = new ArrayList<>();

    public int placed() {
        return placed.size();
    }

    record Cart(
            @NotNull List<@NotNull @Valid Line> items,
            @Nullable String note) {}

    record Line(
            @NotNull String productId,
            @NotNull @Min(1) @Max(99) Integer quantity,
            @Nullable Long weight) {}

    record Receipt(@Nullable String key, @Nullable String note) {}

    @PostMapping(path = "/carts", consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @ProblemResponses("out-of-stock")
    Receipt place(@Nullable IdempotencyKey key, @Valid @RequestBody Cart cart) {
        placed.add(cart);
        return new Receipt(key == null ? null : key.value(), cart.note());
    }

    @GetMapping(path = "/products", produces = APPLICATION_JSON_VALUE)
    Map<String, Instant> products() {
        return Map.of("at", Instant.parse("2026-11-23T21:04:05.1239Z"), "even", Instant.parse("2026-11-23T21:04:05Z"));
    }

    @GetMapping(path = "/products/{id}", produces = APPLICATION_JSON_VALUE)
    Map<String, String> product(@PathVariable String id) {
        throw new ProblemException(GeneralProblem.NOT_FOUND, "There is no product of this id.");
    }

    @GetMapping(path = "/list", produces = APPLICATION_JSON_VALUE)
    List<Integer> list(@RequestParam(defaultValue = "20") @Min(1) @Max(100) Integer limit) {
        return List.of(limit);
    }

    @PostMapping(
            path = {"/staff/ship", "/staff/refund"},
            produces = APPLICATION_JSON_VALUE)
    Map<String, String> change() {
        return Map.of();
    }

    @GetMapping(path = "/failure/{kind}", produces = APPLICATION_JSON_VALUE)
    Map<String, String> fail(@PathVariable String kind) {
        throw switch (kind) {
            case "busy" ->
                new ProblemException(GeneralProblem.TRY_AGAIN, "Busy.").retryAfter(java.time.Duration.ofMillis(1500));
            case "stock" -> new ProblemException(TestProblem.OUT_OF_STOCK, "Too few.").with("items", List.of());
            default -> new IllegalStateException("secret inside");
        };
    }
}
