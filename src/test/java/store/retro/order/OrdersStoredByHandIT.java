package store.retro.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Orders that somebody has changed so that they cannot be read any more: nobody else notices. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=stored-by-hand")
@ExtendWith(OutputCaptureExtension.class)
class OrdersStoredByHandIT {

    @Autowired
    private Shop shop;

    @Autowired
    private MeterRegistry meters;

    private Console console;
    private Buyer buyer;

    @BeforeEach
    void comeIn() {
        shop.clearShelf();
        console = shop.console(100, 100);
        buyer = shop.buyer();
    }

    private List<String> places(int orders) {
        return IntStream.range(0, orders)
                .mapToObj(i -> buyer.buys(console.times(1)).at("/id"))
                .toList();
    }

    private void damage(String order) {
        shop.change("orders", new ObjectId(order), "number", 5);
    }

    private Document stored(String order) {
        return shop.document("orders", new ObjectId(order));
    }

    @Test
    void areToldOnceToOperators(CapturedOutput log) {
        String order = places(1).get(0);
        damage(order);
        double before = unreadableOrders();

        for (int i = 0; i < 3; i++) {
            buyer.get("/orders");
            buyer.get("/orders/" + order);
        }

        assertThat(log.getOut().lines().filter(line -> line.contains("ERROR") && line.contains(order)))
                .singleElement()
                .asString()
                .contains("orders", "number");
        assertThat(unreadableOrders()).isEqualTo(before + 1);
    }

    private double unreadableOrders() {
        return meters.counter("store.documents.unreadable", "collection", "orders")
                .count();
    }

    @ParameterizedTest
    @CsvSource({"2, 0 1 2 3 4 5", "2, 9 8 7", "1, 4 5", "3, 0 2 4 6 8", "100, 3"})
    void leaveThePagesOfTheOthersAsTheyAre(int limit, String damaged) {
        List<String> placed = new ArrayList<>(places(10));
        List<String> bad = Stream.of(damaged.split(" "))
                .map(i -> placed.get(Integer.parseInt(i)))
                .toList();
        bad.forEach(this::damage);
        placed.removeAll(bad);

        List<Integer> sizes = new ArrayList<>();
        List<String> listed = new ArrayList<>();
        String after = "";
        do {
            Answer page = buyer.get("/orders?limit=" + limit + after);
            sizes.add(page.json().at("/orders").size());
            page.json()
                    .at("/orders")
                    .forEach(order -> listed.add(0, order.at("/id").asString()));
            after = page.json().at("/next").isNull() ? "" : "&after=" + page.at("/next");
        } while (!after.isEmpty());
        assertThat(listed).isEqualTo(placed);
        assertThat(sizes.subList(0, sizes.size() - 1)).allMatch(size -> size == limit);
    }

    /** What an order has, it keeps: which body it was asked for with, nobody can tell any more. */
    @Test
    void keepTheirKeyAndTheirPayment() {
        Purchase first = purchase().withKey("key");
        damage(buyer.places(first).at("/id"));

        assertThat(buyer.places(first).code()).isEqualTo("payment-already-used");
        assertThat(buyer.places(first.withKey(null)).code()).isEqualTo("payment-already-used");
        assertThat(buyer.places(first.withKey("other")).code()).isEqualTo("payment-already-used");
        assertThat(buyer.places(purchase().withKey("key")).code()).isEqualTo("idempotency-key-reused");
        assertThat(buyer.get("/orders?idempotencyKey=key").json().at("/orders")).isEmpty();
        assertThat(shop.orders(buyer)).hasSize(1);
        shop.invariant().holds();
    }

    @Test
    void keepAKeyThatIsHiddenInAList() {
        Purchase first = purchase().withKey("key");
        String order = buyer.places(first).at("/id");
        shop.change("orders", new ObjectId(order), "idempotencyKey", List.of("key"));

        assertThat(buyer.places(first).code()).isEqualTo("payment-already-used");
        assertThat(buyer.places(purchase().withKey("key")).code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void keepAPaymentThatIsHiddenInAList() {
        Purchase first = purchase().withKey("key");
        String order = buyer.places(first).at("/id");
        shop.change("orders", new ObjectId(order), "paymentId", List.of(first.paymentId()));

        assertThat(buyer.places(first).code()).isEqualTo("payment-already-used");
        assertThat(buyer.places(first.withKey("other")).code()).isEqualTo("payment-already-used");
    }

    private Purchase purchase() {
        return Purchase.of(buyer.pays(console.times(1)), console.times(1));
    }

    @Test
    void areSetAsideByTheWorkersWithTheReason() {
        String order = places(1).get(0);
        damage(order);

        shop.settle();

        Document due = stored(order).getEmbedded(List.of("settlement", "due"), Document.class);
        assertThat(due.getString("unreadable")).contains("number");
        assertThat(due.getDate("at")).isAfter(Date.from(Instant.now()));
        assertThat(shop.atTheProvider(stored(order).getString("paymentId"))).doesNotContainKey("captures");
    }

    static Stream<Document> thatNobodyCanClaim() {
        return Stream.of(
                new Document("settlement.due.attempts", "three"),
                new Document("settlement.due.at", List.of(new Date(0))),
                new Document("settlement.due", List.of(new Document("at", new Date(0)))),
                new Document("userId", 5));
    }

    /** There are more of them than a worker looks at, and they have waited the longest. */
    @ParameterizedTest
    @MethodSource("thatNobodyCanClaim")
    void delayNobodyWhenTheyCannotBeClaimed(Document damage, CapturedOutput log) {
        List<String> placed = places(35);
        String last = buyer.buys(console.times(1)).at("/paymentId");
        placed.forEach(order -> shop.change("orders", new ObjectId(order), "settlement.due.at", new Date(0)));
        placed.forEach(
                order -> damage.forEach((field, value) -> shop.change("orders", new ObjectId(order), field, value)));

        shop.settle();

        assertThat(shop.atTheProvider(last)).containsEntry("captures", 1);
        assertThat(placed).allSatisfy(order -> assertThat(log.getOut()).contains("orders " + order));
        placed.forEach(order -> shop.remove("orders", new ObjectId(order), "settlement"));
    }

    @Test
    void keepTheirPaymentFromBeingGivenBack() {
        String order = places(1).get(0);
        damage(order);
        String payment = stored(order).getString("paymentId");
        shop.change("payments", payment, "release.at", new Date(0));

        shop.settle();

        assertThat(shop.atTheProvider(payment)).containsEntry("status", "authorized");
    }

    @Test
    void areReadAgainOnceTheyAreMended() {
        String order = places(1).get(0);
        String number = stored(order).getString("number");
        damage(order);
        assertThat(buyer.get("/orders/" + order).code()).isEqualTo("not-found");

        shop.change("orders", new ObjectId(order), "number", number);

        assertThat(buyer.get("/orders/" + order).at("/number")).isEqualTo(number);
    }
}
