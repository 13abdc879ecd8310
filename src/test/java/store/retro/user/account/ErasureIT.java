package store.retro.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.development.DevelopmentTokens;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import store.retro.fixture.TokenSigner;

/** Who may be erased, when, and what they are to the store afterwards. */
@StoreTest
class ErasureIT {

    @Autowired
    private Shop shop;

    @Autowired
    private DevelopmentTokens tokens;

    /** A buyer with an order that was shipped and paid. */
    private Buyer served() {
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(2)).at("/id");
        shop.settle();
        assertThat(shop.staff().ships(order).status()).isEqualTo(200);
        return buyer;
    }

    private String orderOf(Buyer buyer) {
        return shop.orders(buyer).get(0).getObjectId("_id").toHexString();
    }

    @Test
    void leavesOfTheUserWhatWasSpent() {
        Buyer buyer = served();
        shop.change("users", buyer.id(), "email", "ada@example.com");

        assertThat(buyer.erases().status()).isEqualTo(204);

        Document left = shop.document("users", buyer.id());
        assertThat(left)
                .containsEntry("lifeTimeValue", 200L)
                .containsKey("erasedAt")
                .doesNotContainKeys("name", "email", "shippingAddress");
        assertThat(shop.clerk()
                        .get("/staff/orders/" + orderOf(buyer) + "/history")
                        .status())
                .isEqualTo(200);
    }

    static Stream<Function<Buyer, Answer>> requests() {
        Console console = new Console("none", 100, 1);
        return Stream.of(
                buyer -> buyer.get("/users/me"),
                buyer -> buyer.get("/users/me/export"),
                buyer -> buyer.get("/orders"),
                buyer -> buyer.get("/orders?idempotencyKey=key"),
                buyer -> buyer.get("/orders/none"),
                buyer -> buyer.get("/payments/none"),
                buyer -> buyer.post("/payments/none/release", null),
                buyer -> buyer.cancels("none"),
                buyer -> buyer.mends("/orders", "none", "Leeds"),
                buyer -> buyer.pays("pm_card_visa", console.times(1)),
                buyer -> buyer.places(Purchase.of("none", console.times(1))));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void isUnknownFromThenOn(Function<Buyer, Answer> request) {
        Buyer buyer = served();
        buyer.erases();

        assertThat(request.apply(buyer).code()).isEqualTo("unknown-user");
    }

    @Test
    void seesNothingOfWhatIsNotEmptiedYet() {
        Buyer buyer = shop.buyer();
        Console console = shop.console(100, 10);
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
        String order = buyer.places(purchase).at("/id");
        buyer.cancels(order);
        shop.settle();
        buyer.erases();

        assertThat(Stream.of(
                        buyer.get("/orders"),
                        buyer.get("/orders?idempotencyKey=key"),
                        buyer.get("/orders/" + order),
                        buyer.get("/orders/" + order + "/history"),
                        buyer.get("/payments/" + purchase.paymentId()),
                        buyer.cancels(order),
                        buyer.places(purchase)))
                .extracting(Answer::code)
                .containsOnly("unknown-user");
    }

    @Test
    void isDoneOnceHoweverOftenItIsAskedFor() {
        Buyer buyer = served();
        buyer.erases();
        Object since = shop.document("users", buyer.id()).get("erasedAt");

        assertThat(buyer.erases().status()).isEqualTo(204);
        assertThat(signedIn(buyer, ago(20), ago(20)).erases().status()).isEqualTo(204);
        assertThat(shop.document("users", buyer.id()).get("erasedAt")).isEqualTo(since);
    }

    static Stream<Document> open() {
        Date now = new Date();
        return Stream.of(
                new Document("status", "placed"),
                new Document("status", "on its way to the moon"),
                new Document("settlement.due.at", now),
                new Document("settlement.refundDue", new Document("at", now).append("attempts", 0)),
                new Document("settlement.state", "refund_due"),
                new Document("settlement.state", "disputed"),
                new Document("settlement.dispute", new Document("id", "dp").append("state", "open")));
    }

    @ParameterizedTest
    @MethodSource("open")
    void waitsForWhatIsOpen(Document fields) {
        Buyer buyer = served();
        shop.set(buyer, fields);

        assertThat(buyer.erases().code()).isEqualTo("orders-open");
        assertThat(buyer.get("/users/me").at("/shippingAddress/city")).isEqualTo("London");
    }

    @Test
    void waitsForACancelledOrdersMoney() {
        Buyer buyer = shop.buyer();
        buyer.cancels(buyer.buys(shop.console(100, 10).times(1)).at("/id"));
        assertThat(buyer.erases().code()).isEqualTo("orders-open");

        shop.settle();

        assertThat(buyer.erases().status()).isEqualTo(204);
    }

    @Test
    void givesUnusedPaymentsBackFirst() {
        Buyer buyer = served();
        Console console = shop.console(100, 10);
        String payment = buyer.pays(console.times(1));

        assertThat(buyer.erases().status()).isEqualTo(204);

        assertThat(shop.document("payments", payment)).containsEntry("status", "voided");
        shop.settle();
        assertThat(shop.atTheProvider(payment)).containsEntry("status", "voided");
        shop.invariant().leavesNoPaymentBehind(buyer.id());
    }

    @Test
    void leavesUnusedPaymentsWhereSomethingIsOpen() {
        Buyer buyer = shop.buyer();
        Console console = shop.console(100, 10);
        buyer.buys(console.times(1));
        String payment = buyer.pays(console.times(1));

        assertThat(buyer.erases().code()).isEqualTo("orders-open");

        assertThat(buyer.places(Purchase.of(payment, console.times(1))).status())
                .isEqualTo(201);
    }

    @Test
    void keepsTheBooksWhenStaffGivesBackLater() {
        Buyer buyer = served();
        String order = orderOf(buyer);
        buyer.erases();
        shop.settle();

        assertThat(shop.staff().refunds(order, 50).status()).isEqualTo(201);

        shop.settle();
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(150);
        shop.invariant().holdsFor(buyer.id());
        shop.invariant().leavesNoPaymentBehind(buyer.id());
    }

    @Test
    void wantsItConfirmedByTheCallersOwnId() {
        Buyer buyer = served();

        assertThat(buyer.erases(shop.buyer().id()).at("/errors/0/pointer")).isEqualTo("/confirm");
        assertThat(buyer.post("/users/me/erase", "{}").at("/errors/0/pointer")).isEqualTo("/confirm");
        assertThat(buyer.get("/users/me").status()).isEqualTo(200);
    }

    @Test
    void isForWhomTheStoreKnows() {
        Buyer stranger = shop.stranger("nobody");

        assertThat(stranger.erases().code()).isEqualTo("unknown-user");
        assertThat(shop.anonymously("POST", "/users/me/erase", "{\"confirm\": \"nobody\"}")
                        .status())
                .isEqualTo(401);
    }

    static Stream<Arguments> signIns() {
        return Stream.of(
                Arguments.of(ago(9), ago(60), "204"),
                Arguments.of(null, ago(9), "204"),
                Arguments.of(ago(11), ago(1), "sign-in-again"),
                Arguments.of(null, ago(11), "sign-in-again"),
                Arguments.of(null, null, "sign-in-again"));
    }

    /** By the token's {@code auth_time} and {@code iat}. */
    @ParameterizedTest
    @MethodSource("signIns")
    void wantsASignInOfTheLastTenMinutes(@Nullable Date authTime, @Nullable Date issued, String code) {
        Buyer buyer = served();

        assertThat(signedIn(buyer, authTime, issued).erases().code()).isEqualTo(code);
    }

    private Buyer signedIn(Buyer buyer, @Nullable Date authTime, @Nullable Date issued) {
        return says(
                buyer,
                claims -> claims.issueTime(issued)
                        .claim("auth_time", authTime == null ? null : authTime.getTime() / 1000));
    }

    private Buyer says(Buyer buyer, UnaryOperator<JWTClaimsSet.Builder> changes) {
        JWTClaimsSet claims = TokenSigner.claims(buyer.id(), List.of(), Duration.ofHours(1));
        return shop.holder(
                buyer.id(),
                tokens.sign(changes.apply(new JWTClaimsSet.Builder(claims)).build()));
    }

    private static Date ago(int minutes) {
        return Date.from(Instant.now().minus(Duration.ofMinutes(minutes)));
    }
}
