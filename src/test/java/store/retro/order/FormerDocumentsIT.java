package store.retro.order;

import static org.assertj.core.api.Assertions.assertThat;
import static store.retro.fixture.StoredOrders.pageByPage;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.FormerDocuments.Reading;
import store.retro.fixture.FormerDocuments.Request;
import store.retro.fixture.Receiver;
import store.retro.fixture.StoreTest;
import tools.jackson.databind.JsonNode;

/** What a former version has written is read, listed and brought to its end. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=former-documents")
class FormerDocumentsIT extends UsingFormerDocuments {

    private static final String[] UNUSED = {
        "started",
        "opened",
        "requires-action",
        "action-failed",
        "action-done",
        "action-done-and-noted",
        "declined",
        "authorized",
        "authorized-without-key",
        "release-claimed",
        "release-postponed",
        "release-stuck"
    };

    private static final Receiver RECEIVER = new Receiver();

    @DynamicPropertySource
    static void receiver(DynamicPropertyRegistry registry) {
        RECEIVER.register(registry);
    }

    @BeforeEach
    void forget() {
        RECEIVER.forget();
    }

    @AfterAll
    static void close() {
        RECEIVER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/", "/payments/", "/users/me", "/products/"})
    void answersAsItDid(String path) {
        assertThat(former.readings(path)).isNotEmpty().allSatisfy(this::isAnsweredSo);
    }

    /** There may be more in an answer than there was. */
    private void isAnsweredSo(Reading reading) {
        Answer answer = shop.buyer(reading.user()).get(reading.path());
        assertThat(answer.status()).as(reading.path()).isEqualTo(200);
        assertThat(answer.json().properties())
                .as(reading.path())
                .containsAll(reading.body().properties());
    }

    @Test
    void pagesThroughAllOrdersOfAUserAndNoTombstone() {
        for (String user : former.users()) {
            assertThat(pageByPage(shop.buyer(user), "/orders?limit=3")).isEqualTo(newestFirst(user));
        }
    }

    /** Staff finds each among all orders, those of its user, of its status, and of how its money stands. */
    @Test
    void showsStaffAllOrdersAndNoTombstone() {
        Buyer clerk = shop.clerk();
        List<String> all = pageByPage(clerk, "/staff/orders?limit=3");
        assertThat(all)
                .containsExactlyInAnyOrderElementsOf(
                        former.orders().map(Request::id).distinct().toList());

        for (String id : all) {
            Answer order = clerk.get("/staff/orders/" + id);
            assertThat(Stream.of(
                            "status=" + order.at("/status"),
                            "settlement=" + order.at("/settlement/state"),
                            "userId=" + order.at("/userId"),
                            "number=" + order.at("/number")))
                    .allSatisfy(filter -> assertThat(pageByPage(clerk, "/staff/orders?limit=100&" + filter))
                            .contains(id));
        }
    }

    @Test
    void showsStaffWhoHasBought() {
        Answer customers = shop.clerk().get("/staff/customers?limit=100");

        assertThat(customers.json().at("/customers").values())
                .extracting(customer -> customer.at("/userId").asString())
                .containsExactlyInAnyOrderElementsOf(former.users());
    }

    private List<String> newestFirst(String user) {
        return former.readings("/orders/")
                .filter(reading -> reading.user().equals(user))
                .map(Reading::body)
                .sorted(Comparator.comparing(
                                (JsonNode order) -> order.at("/placedAt").asString() + order.at("/id"))
                        .reversed())
                .map(order -> order.at("/id").asString())
                .toList();
    }

    @Test
    void tellsWhatTheOwnTimesOfAnOrderTell() {
        assertThat(historyOf("captured")).containsExactly("placed by buyer");
        assertThat(historyOf("shipped")).containsExactly("placed by buyer", "shipped by staff");
        assertThat(historyOf("cancelled-and-refunded")).containsExactly("placed by buyer", "cancelled by buyer");
    }

    private List<String> historyOf(String name) {
        Request order = former.order(name);
        return buyerOf(order).get("/orders/" + order.id() + "/history").json().values().stream()
                .map(entry ->
                        entry.at("/event").asString() + " by " + entry.at("/by").asString())
                .toList();
    }

    @Test
    void saysOfACancelledOrderThatAllOfItWasGivenBack() {
        Request order = former.order("cancelled-to-be-refunded");

        Answer answer = buyerOf(order).get("/orders/" + order.id());

        assertThat(answer.at("/refundedAmount/amount")).isEqualTo(answer.at("/billingAmount/amount"));
        assertThat(answer.at("/cancelReason")).isEqualTo("buyer");
    }

    @Test
    void findsAnOrderByItsKey() {
        assertThat(former.orders().filter(order -> order.idempotencyKey() != null))
                .isNotEmpty()
                .allSatisfy(order -> assertThat(buyerOf(order)
                                .get("/orders?idempotencyKey=" + order.idempotencyKey())
                                .at("/orders/0/id"))
                        .isEqualTo(order.id()));
    }

    @Test
    void settlesEachPaymentOnce() {
        shop.settle();

        assertThat(shop.isDue()).isFalse();
        shop.invariant().settlesEachPaymentOnce(former.usersWithOrders());
        former.users().forEach(shop.invariant()::leavesNoPaymentBehind);
    }

    @Test
    void takesTheMoneyOfWhatIsPlaced() {
        shop.settle();

        assertThat(statusesOfPayments("placed", "placed-without-key", "placed-with-events"))
                .containsOnly("captured");
        assertThat(statusesOfPayments("claimed", "claimed-again", "claimed-and-captured"))
                .containsOnly("captured");
        assertThat(statusesOfPayments("claimed-and-captured-at-the-provider", "postponed", "stuck"))
                .containsOnly("captured");
    }

    @Test
    void givesBackTheMoneyOfWhatIsCancelled() {
        shop.settle();

        assertThat(statusesOfPayments("cancelled-to-be-voided", "cancelled-while-claimed"))
                .containsOnly("voided");
        assertThat(statusesOfPayments("cancelled-while-captured", "cancelled-to-be-refunded"))
                .containsOnly("refunded");
        assertThat(statusesOfPayments("cancelled-to-be-refunded-without-key", "cancelled-and-refund-claimed"))
                .containsOnly("refunded");
        assertThat(statusesOfPayments("cancelled-and-refund-postponed", "cancelled-and-refund-stuck"))
                .containsOnly("refunded");
    }

    private List<String> statusesOfPayments(String... orders) {
        return Stream.of(orders)
                .map(former::order)
                .map(order -> statusOfPayment(order, order.paymentId()))
                .toList();
    }

    @Test
    void givesBackThePaymentsThatNoOrderHasUsed() {
        List<Request> unused = Stream.of(UNUSED).map(former::payment).toList();
        assertThat(unused).extracting(this::status).doesNotContain("voided");

        shop.settle();

        assertThat(unused).extracting(this::status).containsOnly("voided");
    }

    private String status(Request payment) {
        return statusOfPayment(payment, payment.id());
    }

    @Test
    void tellsWhatIsStillToBeTold() {
        shop.settle();

        assertThat(told("placed-with-events")).isEqualTo("placed");
        assertThat(told("event-pending")).isEqualTo("placed");
        assertThat(told("event-pending-without-key")).isEqualTo("placed");
        assertThat(told("event-claimed")).isEqualTo("placed");
        assertThat(told("event-postponed")).isEqualTo("placed");
        assertThat(told("event-half-told")).isEqualTo("cancelled");
        assertThat(told("events-pending-shipped")).isEqualTo("placed shipped");
        assertThat(told("events-pending-cancelled")).isEqualTo("placed cancelled");
        assertThat(told("placed-before-events")).isEqualTo("cancelled");
        assertThat(told("captured-before-events")).isEqualTo("shipped");
        assertThat(told("dead-then-cancelled")).isEqualTo("placed cancelled");
        assertThat(told("dead-then-replayed")).isEqualTo("placed");
    }

    @Test
    void tellsNothingElse() {
        shop.settle();

        assertThat(Stream.of("told", "told-shipped", "told-cancelled-without-key", "dead", "placed", "shipped"))
                .extracting(this::told)
                .containsOnly("");
    }

    @ParameterizedTest
    @CsvSource({"dead, placed", "dead-shipped, placed shipped"})
    void tellsWhatWasGivenUpOnceStaffReplaysIt(String name, String events) {
        String order = former.order(name).id();
        assertThat(stuck("events")).contains(order);

        shop.staff().retries("events", order);
        shop.settle();

        assertThat(told(name)).isEqualTo(events);
        assertThat(stuck("events")).doesNotContain(order);
    }

    /** The events of an order's status, in the order in which they have arrived. */
    private String told(String name) {
        return String.join(
                " ",
                RECEIVER.of(former.order(name).id()).stream()
                        .map(delivery -> delivery.type().replace("order.", ""))
                        .filter(type -> !type.startsWith("capture"))
                        .toList());
    }

    @Test
    void showsStaffWhatIsStuck() {
        assertThat(stuck("settlements"))
                .contains(
                        former.order("stuck").id(),
                        former.order("cancelled-and-refund-stuck").id());
        assertThat(stuck("payments")).contains(former.payment("release-stuck").id());
    }

    private String stuck(String kind) {
        return shop.staff().get("/staff/stuck").json().at("/" + kind).toString();
    }
}
