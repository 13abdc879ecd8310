package store.retro.user.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.FailPoints;
import store.retro.fixture.FailPoints.Fault;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import store.retro.platform.deadline.Deadline;

/** What becomes of what is kept of a user who was erased. */
@StoreTest
class ErasureWorkIT {

    private static final String PARCEL = """
        {"carrier": "Post", "trackingNumber": "JD0002", "trackingUrl": "https://post.example/JD0002"}
        """;

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private ErasureWork work;

    @Autowired
    private FailPoints failPoints;

    @AfterEach
    void heal() {
        failPoints.off();
    }

    /** A buyer with an order that was shipped, of which a part was given back. */
    private Buyer served() {
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(2)).at("/id");
        shop.settle();
        shop.staff().ships(order, PARCEL);
        assertThat(shop.staff().refunds(order, 50).status()).isEqualTo(201);
        shop.settle();
        return buyer;
    }

    /** All that any collection has of a user, as text. */
    private String everythingOf(Buyer buyer) {
        return Stream.of("users", "orders", "payments", "simulatedProvider", "paymentStarts")
                .flatMap(name -> mongo
                        .getCollection(name)
                        .find(Filters.or(
                                Filters.eq("_id", buyer.id()),
                                Filters.eq("userId", buyer.id()),
                                Filters.regex("_id", buyer.id())))
                        .map(Document::toJson)
                        .into(new ArrayList<>())
                        .stream())
                .collect(Collectors.joining("\n"));
    }

    private long notEmptied(Buyer buyer) {
        return Stream.of("orders", "payments")
                .mapToLong(name -> mongo.getCollection(name)
                        .countDocuments(Filters.and(Filters.eq("userId", buyer.id()), Filters.exists("requestHash"))))
                .sum();
    }

    @Test
    void leavesIdsLinesAndAmounts() {
        Buyer buyer = served();
        Document order = shop.orders(buyer).get(0);
        List<String> personal = List.of(
                "Lovelace", "St James", "London", "SW1Y", "JD0002", "a scratch", order.getString("requestHash"));
        assertThat(everythingOf(buyer)).contains(personal);

        buyer.erases();
        shop.settle();

        assertThat(everythingOf(buyer)).doesNotContain(personal.toArray(String[]::new));
        Document emptied = shop.orders(buyer).get(0);
        assertThat(List.of("items", "billingAmount", "refundedAmount", "paymentId", "number", "placedAt"))
                .allSatisfy(member -> assertThat(emptied.get(member)).isEqualTo(order.get(member)));
        assertThat(emptied).containsEntry("shippingAddress", null).doesNotContainKeys("requestHash", "shipment");
        shop.invariant().holdsFor(buyer.id());
    }

    @Test
    void isShownToStaffWithoutAnAddress() {
        Buyer buyer = served();
        String order = shop.orders(buyer).get(0).getObjectId("_id").toHexString();
        buyer.erases();
        shop.settle();

        Answer history = shop.clerk().get("/staff/orders/" + order + "/history");

        assertThat(history.json().values())
                .extracting(entry -> entry.at("/event").asString())
                .containsExactly("placed", "captured", "shipped", "refunded");
    }

    @Test
    void takesNothingFromAnybodyElse() {
        Buyer other = served();
        Buyer buyer = served();
        String before = everythingOf(other);

        buyer.erases();
        shop.settle();

        assertThat(everythingOf(other)).isEqualTo(before);
    }

    @Test
    void emptiesWhatCannotBeRead() {
        Buyer buyer = served();
        shop.set(buyer, new Document("number", 5).append("history", "none").append("refunds", List.of("none")));

        buyer.erases();
        shop.settle();

        assertThat(everythingOf(buyer)).doesNotContain("Lovelace", "JD0002");
    }

    @Test
    void looksOnceMoreForWhatARequestHasWrittenMeanwhile() {
        Buyer buyer = served();
        Document payment = shop.document("payments", shop.orders(buyer).get(0).get("paymentId"));
        buyer.erases();
        shop.settle();
        shop.insert("payments", new Document(payment).append("_id", "late-" + buyer.id()));

        shop.change("users", buyer.id(), "erasedAt", new Date(System.currentTimeMillis() - 60_000));
        shop.change("users", buyer.id(), "erasure.at", new Date());
        shop.settle();

        assertThat(notEmptied(buyer)).isZero();
        assertThat(shop.document("users", buyer.id()).get("erasure", Document.class))
                .doesNotContainKey("at");
    }

    /** Each step is a short one, and whoever comes after a failure or a dead worker begins where that one ended. */
    @Test
    void emptiesFiveThousandOrdersInStepsThatResume() {
        Buyer buyer = served();
        shop.insertCopiesOfTheOrder(buyer, 4_999);
        assertThat(buyer.erases().status()).isEqualTo(204);
        assertThat(notEmptied(buyer)).isEqualTo(10_000);

        step();
        long afterOne = notEmptied(buyer);
        assertThat(afterOne).isBetween(8_000L, 9_999L);
        failPoints.alwaysOn(Fault.error("update", 50).on(mongo.getDb().getName() + ".orders"));
        assertThatThrownBy(this::step).isInstanceOf(RuntimeException.class);
        failPoints.off();
        assertThat(notEmptied(buyer)).isLessThanOrEqualTo(afterOne);
        shop.change("users", buyer.id(), "erasure.at", new Date());
        shop.settle();

        assertThat(notEmptied(buyer)).isZero();
        assertThat(everythingOf(buyer)).doesNotContain("Lovelace", "JD0002");
    }

    private void step() {
        try (Deadline.Scope scope = Deadline.open(Duration.ofSeconds(15))) {
            assertThat(work.doNext()).isTrue();
        }
    }

    @Test
    void hasItsTurnAgainAfterAWorkerHasDied() {
        Buyer buyer = served();
        buyer.erases();
        Document abandoned =
                new Document("at", new Date()).append("claim", "dead").append("attempts", 1);
        shop.change("users", buyer.id(), "erasure", abandoned);

        shop.settle();

        assertThat(notEmptied(buyer)).isZero();
    }

    @Test
    void isTriedAgainWhenStaffSaysSo() {
        Buyer buyer = served();
        buyer.erases();
        Document stuck = new Document("at", new Date(System.currentTimeMillis() + 600_000)).append("attempts", 10);
        shop.change("users", buyer.id(), "erasure", stuck);

        assertThat(shop.clerk().retries("erasures", buyer.id()).status()).isEqualTo(204);
        shop.settle();

        assertThat(notEmptied(buyer)).isZero();
    }
}
