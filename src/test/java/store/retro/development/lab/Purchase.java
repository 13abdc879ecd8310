package store.retro.development.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Http;

/**
 * What somebody wants to buy, once, however often it is asked for.
 *
 * @param who of the documents: the buyer, another one, or the same elsewhere
 * @param style in which it is placed: the store's, of another one, whatever that of the documents is
 * @param access null for the recipe, which asks for none
 */
record Purchase(
        String who,
        LabStyle style,
        String userId,
        Console.Line line,
        String key,
        @Nullable Access access) {

    /** A token, and a payment for just this. */
    private record Access(String token, String paymentId) {}

    private static final String ADDRESS = """
        {"recipient": "Ada Lovelace", "line1": "12 St James's Square", "city": "London", "country": "GB"}\
        """;

    /** With all that it takes beforehand at the site where it will be placed. */
    static Purchase prepare(Site site, String who, LabStyle style, String userId, Console.Line line) {
        String key = UUID.randomUUID().toString();
        if (!style.isOfTheStore()) {
            return new Purchase(who, style, userId, line, key, null);
        }
        Http http = new Http(site.url());
        String token = token(http, userId);
        String payment = require(
                        http.send(
                                "POST",
                                "/payments",
                                Map.of("Authorization", "Bearer " + token),
                                Buyer.paymentBody("pm_card_visa", line)),
                        201)
                .at("/id");
        return new Purchase(who, style, userId, line, key, new Access(token, payment));
    }

    private static String token(Http http, String userId) {
        return require(http.send("POST", "/dev/tokens", Map.of(), "{\"userId\": \"" + userId + "\"}"), 200)
                .at("/token");
    }

    /** The same once more, perhaps at another site. */
    Purchase again(Site site) {
        return access == null
                ? this
                : new Purchase(
                        who,
                        style,
                        userId,
                        line,
                        key,
                        new Access(token(new Http(site.url()), userId), access.paymentId()));
    }

    private static Answer require(Answer answer, int status) {
        if (answer.status() != status) {
            throw new IllegalStateException("the lab's store answered " + answer.status() + ": " + answer.body());
        }
        return answer;
    }

    /**
     * Asks for it.
     *
     * @param attempt under which its commands are told; null where nobody listens
     * @throws java.io.UncheckedIOException when no answer comes
     */
    Answer place(Site site, @Nullable String attempt) {
        Http http = new Http(site.url());
        Map<String, String> headers = new HashMap<>();
        if (attempt != null) {
            headers.put(ProbeListener.HEADER, attempt);
        }
        if (access == null) {
            return http.send("POST", RecipeController.PATH + "/" + style, headers, recipeBody());
        }
        headers.put("Authorization", "Bearer " + access.token());
        headers.put("Idempotency-Key", '"' + key + '"');
        return http.send(
                "POST",
                "/place-order",
                headers,
                store.retro.fixture.Purchase.of(access.paymentId(), line).json());
    }

    private String recipeBody() {
        return "{\"userId\": \"%s\", \"productId\": \"%s\", \"quantity\": %d, \"shippingAddress\": %s}"
                .formatted(userId, line.console().id(), line.quantity(), ADDRESS);
    }
}
