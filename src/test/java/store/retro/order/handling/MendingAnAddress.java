package store.retro.order.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.FailPoints;
import store.retro.fixture.Purchase;
import store.retro.fixture.UnderFaults;

/** Where a placed order is sent can be mended, in whichever style. */
abstract class MendingAnAddress extends UnderFaults {

    private static final String OWN = "/orders";
    private static final String STAFF = "/staff/orders";

    private Buyer buyer;
    private Purchase purchase;
    private String order;

    @BeforeEach
    void placeAnOrder() {
        buyer = shop.buyer();
        var line = shop.console(100, 10).times(1);
        purchase = Purchase.of(buyer.pays(line), line).withKey("key");
        order = buyer.places(purchase).at("/id");
    }

    @Test
    void changesTheOrderAndItsUser() {
        Answer answer = buyer.mends(OWN, order, "Leeds");

        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.at("/shippingAddress/city")).isEqualTo("Leeds");
        assertThat(answer.json().at("/shippingAddress/postalCode").isNull()).isTrue();
        assertThat(buyer.get("/orders/" + order).body()).isEqualTo(answer.body());
        assertThat(buyer.get("/users/me").at("/shippingAddress/city")).isEqualTo("Leeds");
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(100);
        shop.invariant().holds();
    }

    @Test
    void notesWhoItWasAndNoAddress() {
        buyer.mends(OWN, order, "Leeds");
        Buyer clerk = shop.clerk();
        clerk.mends(STAFF, order, "York");

        Answer history = clerk.get("/staff/orders/" + order + "/history");

        assertThat(events()).containsExactly("placed by buyer", "address-changed by buyer", "address-changed by staff");
        assertThat(history.at("/2/staffId")).isEqualTo(clerk.id());
        assertThat(history.json().at("/2/detail").isNull()).isTrue();
        assertThat(history.body()).doesNotContain("Leeds").doesNotContain("York");
    }

    @Test
    void keepsTheKeyAndTheRequestOfTheOrder() {
        buyer.mends(OWN, order, "Leeds");

        Answer replayed = buyer.places(purchase);

        assertThat(replayed.replayed()).isTrue();
        assertThat(replayed.at("/shippingAddress/city")).isEqualTo("Leeds");
        assertThat(buyer.places(purchase.withCity("Leeds")).code()).isEqualTo("idempotency-key-reused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"London again", "Leeds"})
    void answersTheSameToTheSameAndNotesItOnce(String city) {
        Answer first = buyer.mends(OWN, order, city);

        Answer second = buyer.mends(OWN, order, city);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(events()).containsExactly("placed by buyer", "address-changed by buyer");
    }

    @Test
    void notesNothingWhereTheAddressIsTheOrdersAlready() {
        String same = "{\"recipient\": \"Ada Lovelace\", \"line1\": \"12 St James's Square\", \"city\": \"London\","
                + " \"postalCode\": \"SW1Y 4JH\", \"country\": \"GB\"}";

        assertThat(buyer.put("/orders/" + order + "/shipping-address", same).status())
                .isEqualTo(200);
        assertThat(events()).containsExactly("placed by buyer");
    }

    @Test
    void refusesOnceItIsNotPlacedAnyMore() {
        shop.settle();
        shop.staff().ships(order);

        assertThat(buyer.mends(OWN, order, "Leeds").status()).isEqualTo(409);
        assertThat(buyer.mends(OWN, order, "Leeds").code()).isEqualTo("order-not-changeable");
        assertThat(shop.staff().mends(STAFF, order, "Leeds").code()).isEqualTo("order-not-changeable");
        String cancelled = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        buyer.cancels(cancelled);
        assertThat(buyer.mends(OWN, cancelled, "Leeds").code()).isEqualTo("order-not-changeable");
        assertThat(buyer.get("/users/me").at("/shippingAddress/city")).isEqualTo("London");
    }

    /** Else whoever likes could make it too large to be read, or to be written once more. */
    @Test
    void refusesWhatHasBeenChangedAThousandTimes() {
        Document change = new Document("at", new Date())
                .append("event", "address_changed")
                .append("by", "buyer");
        shop.set(buyer, new Document("history", Collections.nCopies(999, change)));

        assertThat(buyer.mends(OWN, order, "Leeds").status()).isEqualTo(200);
        assertThat(buyer.mends(OWN, order, "York").code()).isEqualTo("order-not-changeable");
        assertThat(buyer.cancels(order).status()).isEqualTo(200);
    }

    @Test
    void leavesAloneWhatALaterVersionHasChanged() {
        shop.set(buyer, new Document("status", "rma"));

        assertThat(buyer.mends(OWN, order, "Leeds").code()).isEqualTo("order-not-changeable");
        shop.set(buyer, new Document("status", "placed"));
    }

    @ParameterizedTest
    @CsvSource({
        "{}, invalid-request",
        "'{\"recipient\": \"A\", \"line1\": \"B\", \"city\": \" \", \"country\": \"GB\"}', invalid-request",
        "'{\"recipient\": \"A\", \"line1\": \"B\", \"city\": \"C\", \"country\": \"XX\"}', invalid-request",
        "'{\"recipient\": \"A\", \"line1\": \"B\", \"city\": \"C\", \"country\": \"GB\", \"planet\": 3}',"
                + " malformed-request",
        "null, malformed-request"
    })
    void refusesWhatIsNoAddress(String body, String code) {
        Answer answer = buyer.put("/orders/" + order + "/shipping-address", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(events()).containsExactly("placed by buyer");
    }

    @Test
    void namesTheFieldByItsPlaceInTheBody() {
        String body = "{\"recipient\": \"A\", \"line1\": \"B\", \"country\": \"GB\"}";

        assertThat(buyer.put("/orders/" + order + "/shipping-address", body).at("/errors/0/pointer"))
                .isEqualTo("/city");
    }

    @Test
    void isNobodyElsesToMend() {
        String path = "/orders/" + order + "/shipping-address";

        assertThat(shop.anonymously("PUT", path, Buyer.addressIn("Leeds")).status())
                .isEqualTo(401);
        assertThat(shop.anonymously("PUT", "/staff" + path, Buyer.addressIn("Leeds"))
                        .status())
                .isEqualTo(401);
        assertThat(shop.buyer().mends(OWN, order, "Leeds").code()).isEqualTo("not-found");
        assertThat(shop.stranger("stranger").mends(OWN, order, "Leeds").code()).isEqualTo("unknown-user");
        assertThat(shop.staff().mends(OWN, order, "Leeds").code()).isEqualTo("unknown-user");
        assertThat(buyer.mends(STAFF, order, "Leeds").code()).isEqualTo("forbidden");
        assertThat(shop.buyer().mends(STAFF, order, "Leeds").code()).isEqualTo("forbidden");
        assertThat(events()).containsExactly("placed by buyer");
    }

    @Test
    void isClerksAndStaffsToMendForAnybody() {
        assertThat(shop.clerk().mends(STAFF, order, "Leeds").status()).isEqualTo(200);
        assertThat(shop.staff().mends(STAFF, order, "York").status()).isEqualTo(200);

        assertThat(buyer.get("/users/me").at("/shippingAddress/city")).isEqualTo("York");
        assertThat(shop.clerk().mends(STAFF, "never-seen", "York").code()).isEqualTo("not-found");
        shop.invariant().holds();
    }

    @Test
    void changesOnceWhenAskedSixTimesAtOnce() throws InterruptedException {
        letTheOthersReadBeforeTheFirstCommits();

        List<Answer> answers = Concurrently.run(6, 6, i -> buyer.mends(OWN, order, "Leeds"));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(events()).containsExactly("placed by buyer", "address-changed by buyer");
    }

    @Test
    void isSentWhereItWasAskedForOrNotChanged() throws InterruptedException {
        Buyer staff = shop.staff();
        for (int i = 0; i < 10; i++) {
            String each = buyer.buys(shop.console(100, 10).times(1)).at("/id");
            shop.settle();
            letTheOthersReadBeforeTheFirstCommits();

            List<Answer> answers = Concurrently.run(
                    2, List.<Callable<Answer>>of(() -> buyer.mends(OWN, each, "Leeds"), () -> staff.ships(each)));

            assertThat(answers.get(1).status()).isEqualTo(200);
            Answer now = buyer.get("/orders/" + each);
            assertThat(now.at("/status")).isEqualTo("shipped");
            assertThat(now.at("/shippingAddress/city")).isEqualTo(answers.get(0).status() == 200 ? "Leeds" : "London");
        }
        shop.invariant().holds();
    }

    @Test
    void keepsACancelAndAMendApart() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            String each = buyer.buys(shop.console(100, 10).times(1)).at("/id");
            letTheOthersReadBeforeTheFirstCommits();

            List<Answer> answers = Concurrently.run(
                    2, List.<Callable<Answer>>of(() -> buyer.mends(OWN, each, "Leeds"), () -> buyer.cancels(each)));

            assertThat(answers.get(0).code()).isIn("200", "order-not-changeable");
            assertThat(answers.get(1).status()).isEqualTo(200);
            assertThat(buyer.get("/orders/" + each).at("/shippingAddress/city"))
                    .isEqualTo(answers.get(0).status() == 200 ? "Leeds" : "London");
        }
        shop.invariant().holds();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void changesOnceWhenTheRepliesToTheCommitAreLost(int times) {
        failPoints.on(FailPoints.Fault.connectionClosed("commitTransaction"), times);

        Answer answer = buyer.mends(OWN, order, "Leeds");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(failPoints.timesEntered()).isPositive();
        assertThat(events()).containsExactly("placed by buyer", "address-changed by buyer");
        shop.invariant().holds();
    }

    @Test
    void saysThatTheOutcomeIsUnknownWhileTheCommitStaysUnanswered() {
        failPoints.alwaysOn(FailPoints.Fault.error("commitTransaction", 91));

        assertThat(buyer.mends(OWN, order, "Leeds").code()).isEqualTo("outcome-unknown");
        failPoints.off();
        assertThat(inTheEnd(() -> buyer.mends(OWN, order, "Leeds")).status()).isEqualTo(200);
        shop.invariant().holds();
    }

    /** Either both or neither: the user is the second to be written. */
    @Test
    void changesNothingWhereItsUserCannotBeWritten() {
        failPoints.on(FailPoints.Fault.error("update", 91).on("retro-test.users"), 1);

        Answer answer = buyer.mends(OWN, order, "Leeds");

        assertThat(buyer.get("/users/me").at("/shippingAddress/city"))
                .isEqualTo(buyer.get("/orders/" + order).at("/shippingAddress/city"))
                .isEqualTo(answer.status() == 200 ? "Leeds" : "London");
    }

    private List<String> events() {
        return buyer.get("/orders/" + order + "/history").json().values().stream()
                .map(entry ->
                        entry.get("event").asString() + " by " + entry.get("by").asString())
                .toList();
    }
}
