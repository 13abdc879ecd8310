package store.retro.order.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.FailPoints;
import store.retro.fixture.UnderFaults;

/** What is said of a parcel, and who may say it, in whichever style. */
abstract class ShippingAnOrder extends UnderFaults {

    private static final String POST = shipment("Post", "RC 1");
    private static final String COURIER = shipment("Courier", "C-2");

    private Buyer buyer;
    private String order;

    static String shipment(String carrier, String number) {
        return """
            {"carrier": "%s", "trackingNumber": "%s", "trackingUrl": "https://track.example/%s?n=1"}
            """.formatted(carrier, number, carrier);
    }

    @BeforeEach
    void placeAnOrder() {
        buyer = shop.buyer();
        order = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        shop.settle();
    }

    @Test
    void showsTheBuyerWhereTheParcelIs() {
        Answer shipped = shop.staff().ships(order, POST);

        assertThat(shipped.status()).as("%s", shipped).isEqualTo(200);
        assertThat(shipped.json().at("/shipment").toString())
                .isEqualTo("{\"carrier\":\"Post\",\"trackingNumber\":\"RC 1\","
                        + "\"trackingUrl\":\"https://track.example/Post?n=1\"}");
        assertThat(buyer.get("/orders/" + order).body()).isEqualTo(shipped.body());
    }

    @Test
    void tellsItInTheHistory() {
        shop.staff().ships(order, POST);

        Answer history = buyer.get("/orders/" + order + "/history");

        assertThat(history.at("/2/event")).isEqualTo("shipped");
        assertThat(history.at("/2/detail/shipment/trackingNumber")).isEqualTo("RC 1");
        assertThat(history.json().at("/2/detail/amount").isNull()).isTrue();
    }

    @Test
    void answersTheSameToTheSame() {
        Buyer staff = shop.staff();
        Answer first = staff.ships(order, POST);

        Answer second = staff.ships(order, POST);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(events()).containsExactly("placed", "captured", "shipped");
    }

    @Test
    void replacesAWrongTrackingNumberAndNotesIt() {
        Buyer clerk = shop.clerk();
        Answer first = shop.staff().ships(order, POST);

        Answer second = clerk.ships(order, COURIER);

        assertThat(second.at("/shipment/carrier")).isEqualTo("Courier");
        assertThat(second.at("/shippedAt")).isEqualTo(first.at("/shippedAt"));
        assertThat(buyer.get("/orders/" + order).body()).isEqualTo(second.body());
        assertThat(events()).containsExactly("placed", "captured", "shipped", "shipment-changed");
        Answer history = clerk.get("/staff/orders/" + order + "/history");
        assertThat(history.at("/2/detail/shipment/carrier")).isEqualTo("Post");
        assertThat(history.at("/3/detail/shipment/carrier")).isEqualTo("Courier");
        assertThat(history.at("/3/staffId")).isEqualTo(clerk.id());
    }

    @Test
    void givesATrackingNumberLater() {
        assertThat(shop.staff().ships(order).json().at("/shipment").isNull()).isTrue();

        assertThat(shop.staff().ships(order, POST).at("/shipment/carrier")).isEqualTo("Post");
        assertThat(events()).endsWith("shipped", "shipment-changed");
    }

    /** Else it would depend on whether the money is on its way yet. */
    @Test
    void refusesWhatIsAllToBeGivenBack() {
        shop.staff().refunds(order, 100);

        Answer answer = shop.staff().ships(order, POST);

        assertThat(answer.code()).isEqualTo("order-not-shippable");
        assertThat(answer.at("/reason")).isEqualTo("refunded");
        shop.settle();
        assertThat(shop.staff().ships(order, POST).at("/reason")).isEqualTo("refunded");
    }

    @Test
    void leavesWhatWasSaidWhereNothingIsSaid() {
        Answer first = shop.staff().ships(order, POST);

        assertThat(shop.staff().ships(order).body()).isEqualTo(first.body());
        assertThat(events()).endsWith("shipped");
    }

    @Test
    void takesBackWhatWasSaidWhereAllIsNull() {
        shop.staff().ships(order, POST);

        Answer answer = shop.staff().ships(order, "{\"carrier\": null}");

        assertThat(answer.json().at("/shipment").isNull()).isTrue();
        assertThat(events()).endsWith("shipped", "shipment-changed");
        assertThat(shop.staff().ships(order, "{}").body()).isEqualTo(answer.body());
        assertThat(events()).endsWith("shipped", "shipment-changed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"carrier\": \"\"}",
                "{\"carrier\": \" \"}",
                "{\"trackingNumber\": \"%101\"}",
                "{\"trackingUrl\": \"http://track.example/\"}",
                "{\"trackingUrl\": \"javascript:alert(1)\"}",
                "{\"trackingUrl\": \"https://\"}",
                "{\"trackingUrl\": \"https://somebody@track.example/\"}",
                "{\"trackingUrl\": \"https://track.example/a b\"}",
                "{\"trackingUrl\": \"https://track.example/%501\"}"
            })
    void refusesWhatIsOutOfBounds(String shipment) {
        Answer answer = shop.staff()
                .ships(order, shipment.replace("%101", "x".repeat(101)).replace("%501", "x".repeat(480)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-request");
        assertThat(shipment).contains(answer.at("/errors/0/pointer").substring(1));
        assertThat(buyer.get("/orders/" + order).at("/status")).isEqualTo("placed");
    }

    @Test
    void takesWhatIsJustWithinBounds() {
        String url = "https://track.example/" + "x".repeat(478);
        String shipment = "{\"carrier\": \"%s\", \"trackingUrl\": \"%s\"}".formatted("x".repeat(100), url);

        assertThat(shop.staff().ships(order, shipment).at("/shipment/trackingUrl"))
                .isEqualTo(url);
    }

    @Test
    void readsNothingButWhatItKnows() {
        assertThat(shop.staff().ships(order, "{\"weight\": 1}").code()).isEqualTo("malformed-request");
        assertThat(shop.staff().ships(order, "[]").code()).isEqualTo("malformed-request");
        assertThat(shop.staff().ships(order, "null").status()).isEqualTo(200);
    }

    @Test
    void letsClerksAndStaffShipAndNobodyElse() {
        String path = "/staff/orders/" + order + "/ship";

        assertThat(shop.anonymously("POST", path, POST).status()).isEqualTo(401);
        assertThat(buyer.ships(order, POST).code()).isEqualTo("forbidden");
        assertThat(shop.buyer().ships(order, POST).code()).isEqualTo("forbidden");
        assertThat(shop.clerk().ships(order, POST).status()).isEqualTo(200);
        assertThat(shop.staff().ships(order, POST).status()).isEqualTo(200);
    }

    @Test
    void shipsOnceWhenAskedSixTimesAtOnce() throws InterruptedException {
        letTheOthersReadBeforeTheFirstCommits();

        List<Answer> answers = Concurrently.run(6, 6, i -> shop.staff().ships(order, POST));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers)
                .extracting(Answer::body)
                .containsOnly(buyer.get("/orders/" + order).body());
        assertThat(events()).containsExactly("placed", "captured", "shipped");
    }

    @Test
    void replacesOnceWhenAskedSixTimesAtOnce() throws InterruptedException {
        shop.staff().ships(order, POST);
        letTheOthersReadBeforeTheFirstCommits();

        List<Answer> answers = Concurrently.run(6, 6, i -> shop.staff().ships(order, COURIER));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(events()).containsExactly("placed", "captured", "shipped", "shipment-changed");
    }

    @Test
    void notesEachOfTwoThatSayDifferentThingsAtOnce() throws InterruptedException {
        letTheOthersReadBeforeTheFirstCommits();

        List<Answer> answers = Concurrently.run(
                2,
                List.<Callable<Answer>>of(
                        () -> shop.staff().ships(order, POST),
                        () -> shop.staff().ships(order, COURIER)));

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(events()).containsExactly("placed", "captured", "shipped", "shipment-changed");
        Answer history = buyer.get("/orders/" + order + "/history");
        assertThat(history.at("/3/detail/shipment/carrier"))
                .isEqualTo(buyer.get("/orders/" + order).at("/shipment/carrier"))
                .isNotEqualTo(history.at("/2/detail/shipment/carrier"));
    }

    @Test
    void saysWhyItDoesNotShip() {
        String cancelled = buyer.buys(shop.console(100, 10).times(1)).at("/id");

        assertThat(shop.staff().ships(cancelled).at("/reason")).isEqualTo("not-captured");
        buyer.cancels(cancelled);
        assertThat(shop.staff().ships(cancelled).at("/reason")).isEqualTo("cancelled");
    }

    @Test
    void doesNotShipWhatALaterVersionHasChanged() {
        shop.set(buyer, new Document("status", "rma"));

        assertThat(shop.staff().ships(order).at("/reason")).isEqualTo("unknown");
        shop.set(buyer, new Document("status", "placed"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void replacesOnceWhenTheRepliesToTheCommitAreLost(int times) {
        shop.staff().ships(order, POST);
        failPoints.on(FailPoints.Fault.connectionClosed("commitTransaction"), times);

        Answer answer = shop.staff().ships(order, COURIER);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(failPoints.timesEntered()).isPositive();
        assertThat(events()).endsWith("captured", "shipped", "shipment-changed");
    }

    private List<String> events() {
        return buyer.get("/orders/" + order + "/history").json().values().stream()
                .map(entry -> entry.get("event").asString())
                .toList();
    }
}
