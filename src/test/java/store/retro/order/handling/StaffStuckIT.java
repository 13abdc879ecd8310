package store.retro.order.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import tools.jackson.databind.JsonNode;

/** What staff sees of work that is not done, and can do about it. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=stuck-work")
class StaffStuckIT {

    @Autowired
    private Shop shop;

    @Test
    void listsWhatWasTriedTooOftenInVain() {
        Answer order = placed();
        loseThePaymentOf(order);
        shop.settle();

        JsonNode stuck = found("settlements", order.at("/id"));

        assertThat(stuck.at("/failure").asString()).contains("the record of the payment is missing");
        assertThat(stuck.at("/attempts").asInt()).isEqualTo(10);
        assertThat(Instant.parse(stuck.at("/since").asString())).isAfter(ago(Duration.ofMinutes(1)));
        assertThat(stuck().at("/counts/settlements").asInt()).isPositive();
    }

    @Test
    void findsNothingToRetryInAList() {
        ObjectId order = new ObjectId(placed().at("/id"));
        shop.change("orders", order, "settlement.due", List.of(new Document("at", new Date())));

        assertThat(shop.staff().retries("settlements", order.toHexString()).code())
                .isEqualTo("not-found");
    }

    @Test
    void triesAgainWithAllAttempts() {
        Answer order = placed();
        loseThePaymentOf(order);
        shop.settle();
        mendThePaymentOf(order);

        assertThat(shop.staff().retries("settlements", order.at("/id")).status())
                .isEqualTo(204);

        assertThat(due(order)).containsEntry("attempts", 0);
        shop.settle();
        assertThat(shop.atTheProvider(order.at("/paymentId"))).containsEntry("captures", 1);
        assertThat(found("settlements", order.at("/id"))).isNull();
        assertThat(shop.staff().retries("settlements", order.at("/id")).code()).isEqualTo("not-found");
    }

    @Test
    void leavesToAWorkerWhatItIsOn() {
        Answer order = placed();
        Date end = Date.from(Instant.now().plusSeconds(20));
        change(
                order,
                "settlement.due",
                new Document("at", end).append("attempts", 3).append("claim", "a worker's"));

        assertThat(shop.staff().retries("settlements", order.at("/id")).status())
                .isEqualTo(204);

        assertThat(due(order)).containsEntry("at", end).containsEntry("claim", "a worker's");
    }

    @Test
    void listsWhatNobodyHasTried() {
        Answer order = placed();
        change(order, "settlement.due.at", Date.from(ago(Duration.ofMinutes(11))));

        JsonNode stuck = found("settlements", order.at("/id"));

        assertThat(stuck.at("/failure").asString()).isEqualTo("it is due, and nobody has tried it");
        assertThat(stuck.at("/attempts").asInt()).isZero();
        assertThat(overdue("settlement")).isGreaterThan(650);
        shop.settle();
        assertThat(overdue("settlement")).isZero();
    }

    @Test
    void setsAsideWhatCannotBeReadUntilItIsMended() {
        Answer order = placed();
        change(order, "billingAmount", "a text");

        shop.settle();

        JsonNode unreadable = found("documents", order.at("/id"));
        assertThat(unreadable.at("/collection").asString()).isEqualTo("orders");
        assertThat(unreadable.at("/failure").asString()).startsWith("it cannot be read: billingAmount");
        assertThat(shop.staff().retries("documents", order.at("/id")).code()).isEqualTo("not-found");
        change(order, "billingAmount", 100L);
        change(order, "settlement.due.at", new Date());
        shop.settle();
        assertThat(shop.atTheProvider(order.at("/paymentId"))).containsEntry("captures", 1);
        assertThat(found("documents", order.at("/id"))).isNull();
    }

    /** Not even claimed can they be, and they are the oldest. */
    @Test
    void delaysNothingForWhatCannotBeRead() {
        List<Answer> broken = IntStream.range(0, 40).mapToObj(i -> placed()).toList();
        broken.forEach(order -> change(order, "settlement.due.attempts", "a text"));
        Answer sound = placed();

        shop.settle();

        assertThat(shop.atTheProvider(sound.at("/paymentId"))).containsEntry("captures", 1);
        assertThat(overdue("settlement")).isZero();
        assertThat(found("documents", broken.get(0).at("/id")).at("/failure").asString())
                .contains("settlement.due.attempts");
        broken.forEach(order -> change(order, "settlement.due", new Document()));
    }

    @Test
    void listsAnOrderThatIsDueAtNoTime() {
        Answer order = placed();
        change(order, "settlement.due.at", "tomorrow");

        assertThat(found("documents", order.at("/id")).at("/failure").asString())
                .contains("when it is due");
        change(order, "settlement.due", new Document());
    }

    @Test
    void knowsNoOtherKinds() {
        assertThat(stuck().propertyNames())
                .containsExactly("settlements", "payments", "events", "mails", "documents", "counts");
        assertThat(stuck().at("/mails")).isEmpty();
        assertThat(shop.staff().retries("mails", "an-id").code()).isEqualTo("not-found");
        assertThat(shop.staff().retries("cooks", "an-id").code()).isEqualTo("not-found");
        assertThat(shop.buyer().get("/staff/stuck").code()).isEqualTo("forbidden");
    }

    private Answer placed() {
        Buyer buyer = shop.buyer();
        return buyer.buys(shop.console(100, 10).times(1));
    }

    private void loseThePaymentOf(Answer order) {
        shop.change("payments", order.at("/paymentId"), "amount", "a text");
        change(order, "settlement.due.attempts", 9);
    }

    private void mendThePaymentOf(Answer order) {
        shop.change("payments", order.at("/paymentId"), "amount", 100L);
    }

    private void change(Answer order, String field, Object value) {
        shop.change("orders", new ObjectId(order.at("/id")), field, value);
    }

    private Document due(Answer order) {
        return shop.document("orders", new ObjectId(order.at("/id")))
                .getEmbedded(List.of("settlement", "due"), Document.class);
    }

    private JsonNode stuck() {
        return shop.staff().get("/staff/stuck").json();
    }

    private JsonNode found(String kind, String id) {
        return stuck().at("/" + kind).values().stream()
                .filter(each -> each.at("/id").asString().equals(id))
                .findFirst()
                .orElse(null);
    }

    private double overdue(String work) {
        String name = "store_work_overdue_seconds{work=\"" + work + "\"} ";
        return shop.staff()
                .get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    private static Instant ago(Duration time) {
        return Instant.now().minus(time);
    }
}
