package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** Row 19: bodies that want something else than an order. */
@ExtendWith(ScorecardWriter.class)
class AttackBodiesIT {

    @InBothStyles
    void refusesThemAndChangesNothing(Style style) {
        InProcessStore store = InProcessStore.of(style);
        Shop shop = store.shop();
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String good =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).json();
        String product = "\"productId\": \"" + console.id() + "\"";
        Map<String, byte[]> attacks = attacks(good, product);

        Scorecard.line(19, "bad bodies; hits are bodies", style).run(Profile.times(1, 20), random -> {
            attacks.forEach((name, body) -> {
                Answer answer =
                        RawHttp.to(store.url()).post("/place-order", buyer.token(), "Idempotency-Key: key", body);
                assertThat(answer.status()).as(name + ": " + answer.body()).isBetween(400, 499);
                assertThat(answer.header("Content-Type")).as(name).hasValue("application/problem+json");
            });
            assertThat(shop.orders(buyer)).isEmpty();
            assertThat(shop.quantity(console)).isEqualTo(10);
            assertThat(shop.lifeTimeValue(buyer)).isZero();
            assertThat(shop.document("products", console.id())).containsEntry("price", 100L);
            assertThat(shop.document("users", buyer.id())).doesNotContainKeys("role", "roles", "shippingAddress");
            return attacks.size();
        });
        assertThat(buyer.post("/place-order", good).status()).as("the good one").isEqualTo(201);
    }

    private static Map<String, byte[]> attacks(String good, String product) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String member :
                new String[] {"userId", "price", "role", "roles", "status", "_id", "lifeTimeValue", "total"}) {
            texts.put("a " + member, with(good, "\"" + member + "\": \"admin\""));
            texts.put("a line's " + member, good.replace(product, product + ", \"" + member + "\": 1"));
        }
        texts.put("an operator as product", good.replace(product, "\"productId\": {\"$ne\": null}"));
        texts.put("an operator as product's name", good.replace(product, "\"productId\": \"$where\""));
        texts.put("an operator as quantity", good.replace("\"quantity\": 1", "\"quantity\": {\"$gt\": 0}"));
        texts.put("an operator as payment", good.replaceAll("\"pay_[^\"]*\"", "{\"\\$gt\": \"\"}"));
        texts.put("a regular expression as payment", good.replaceAll("\"pay_[^\"]*\"", "{\"\\$regex\": \".*\"}"));
        texts.put("an operator as member", with(good, "\"$set\": {\"lifeTimeValue\": 0}"));
        texts.put("an operator as address", good.replace("\"London\"", "{\"$set\": 1}"));
        texts.put("a type to make", with(good, "\"_class\": \"java.lang.ProcessBuilder\""));
        texts.put("a type to make, as Jackson would", with(good, "\"@class\": \"java.net.URL\""));
        texts.put("a prototype", with(good, "\"__proto__\": {\"role\": \"staff\"}"));
        texts.put("a negative quantity", good.replace("\"quantity\": 1", "\"quantity\": -1"));
        texts.put("a quantity of nothing", good.replace("\"quantity\": 1", "\"quantity\": 0"));
        texts.put("a quantity that overflows", good.replace("\"quantity\": 1", "\"quantity\": 2147483648"));
        texts.put("a quantity of many digits", good.replace("\"quantity\": 1", "\"quantity\": " + "9".repeat(10_000)));
        texts.put("a quantity of a great exponent", good.replace("\"quantity\": 1", "\"quantity\": 1e999999999"));
        texts.put("an amount that overflows", good.replace("\"amount\": 100", "\"amount\": 9223372036854775808"));
        texts.put("a negative amount", good.replace("\"amount\": 100", "\"amount\": -100"));
        texts.put("another currency", good.replace("\"USD\"", "\"EUR\""));
        texts.put("not a number", good.replace("\"quantity\": 1", "\"quantity\": NaN"));
        texts.put("a key twice", with(good, "\"paymentId\": \"pay_x\""));
        texts.put(
                "fifty-one lines",
                good.replaceFirst(
                        "\\[.*?]",
                        "[" + ("{" + product + ", \"quantity\": 1},").repeat(50) + "{" + product
                                + ", \"quantity\": 1}]"));
        texts.put("depth 1,000", with(good, "\"x\": " + "[".repeat(1000) + "]".repeat(1000)));
        texts.put("depth 1,000 of objects", with(good, "\"x\": " + "{\"x\":".repeat(1000) + "1" + "}".repeat(1000)));
        texts.put("1 MB", with(good, "\"x\": \"" + "x".repeat(1 << 20) + "\""));
        texts.put("1 MB of blanks", good + " ".repeat(1 << 20));
        texts.put("half a surrogate pair", good.replace("London", "\\ud800"));
        texts.put("two documents", good + good);
        texts.put("an XML entity", "<!DOCTYPE x [<!ENTITY y SYSTEM \"file:///etc/passwd\">]><x>&y;</x>");
        texts.put("nothing", "");
        texts.put("null", "null");
        texts.put("a list", "[" + good + "]");
        Map<String, byte[]> attacks = new LinkedHashMap<>();
        texts.forEach((name, text) -> attacks.put(name, text.getBytes(StandardCharsets.UTF_8)));
        attacks.put("bad UTF-8", good.replace("London", "Z\u00fcrich").getBytes(StandardCharsets.ISO_8859_1));
        attacks.put("overlong UTF-8", replaced(good, new byte[] {(byte) 0xc0, (byte) 0xaf}));
        attacks.put("half a character", replaced(good, new byte[] {(byte) 0xe2, (byte) 0x82}));
        attacks.put("UTF-16", good.getBytes(StandardCharsets.UTF_16));
        return attacks;
    }

    private static String with(String good, String member) {
        return good.replaceFirst("\\{", "{" + Matcher.quoteReplacement(member) + ", ");
    }

    /** The good one, with these bytes for the city. */
    private static byte[] replaced(String good, byte[] bytes) {
        String marked = good.replace("London", new String(bytes, StandardCharsets.ISO_8859_1));
        return marked.getBytes(StandardCharsets.ISO_8859_1);
    }
}
