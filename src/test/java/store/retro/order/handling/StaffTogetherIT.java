package store.retro.order.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Clerk;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints.Fault;
import store.retro.fixture.StoreTest;
import store.retro.fixture.UnderFaults;

/** Several of the staff, and the buyer, at one order at once; and answers of the database that are lost. */
@StoreTest
class StaffTogetherIT extends UnderFaults {

    private Buyer buyer;
    private Console console;
    private Answer placed;
    private String order;

    @BeforeEach
    void placeAnOrder() {
        buyer = shop.buyer();
        console = shop.console(100, 10);
        placed = buyer.buys(console.times(3));
        order = placed.at("/id");
        shop.settle();
    }

    @Test
    void whatStaffAndTheBuyerCancelAtOnceIsCancelledByOneOfThem() throws Exception {
        letTheOthersReadBeforeTheFirstCommits();

        List<Answer> answers = atOnce(() -> shop.staff().cancelsAsStaff(order), () -> buyer.cancels(order));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers)
                .extracting(Answer::body)
                .containsOnly(buyer.get("/orders/" + order).body());
        assertThat(events()).containsExactly("placed", "captured", "cancelled");
        endsWell();
    }

    /** Either it comes back from the buyer, or it has never been sent. */
    @Test
    void whatIsShippedAndAllGivenBackAtOnceIsReturnedOrCancelled() throws Exception {
        letTheOthersReadBeforeTheFirstCommits();

        List<Answer> answers =
                atOnce(() -> shop.clerk().ships(order), () -> shop.staff().refunds(order, console.times(3)));

        assertThat(answers.get(1).status()).isEqualTo(201);
        boolean shipped = answers.get(0).status() == 200;
        assertThat(buyer.get("/orders/" + order).at("/status")).isEqualTo(shipped ? "returned" : "cancelled");
        assertThat(shop.quantity(console)).isEqualTo(10);
        endsWell();
    }

    @Test
    void whatIsShippedAndPartlyGivenBackAtOnceIsBoth() throws Exception {
        letTheOthersReadBeforeTheFirstCommits();

        List<Answer> answers =
                atOnce(() -> shop.clerk().ships(order), () -> shop.staff().refunds(order, console.times(1)));

        assertThat(answers).extracting(Answer::status).containsExactly(200, 201);
        Answer now = buyer.get("/orders/" + order);
        assertThat(now.at("/status")).isEqualTo("shipped");
        assertThat(now.at("/refundedAmount/amount")).isEqualTo("100");
        endsWell();
    }

    @Test
    void whatStaffCancelsAndGivesBackAtOnceIsGivenBackOnce() throws Exception {
        letTheOthersReadBeforeTheFirstCommits();

        List<Answer> answers = atOnce(
                () -> shop.staff().cancelsAsStaff(order), () -> shop.staff().refunds(order, console.times(1)));

        assertThat(answers.get(0).status()).isEqualTo(200);
        assertThat(answers.get(1).code()).isIn("201", "order-not-changeable");
        assertThat(shop.quantity(console)).isEqualTo(10);
        endsWell();
        assertThat(shop.atTheProvider(placed.at("/paymentId")).getList("given", Document.class))
                .extracting(given -> given.getLong("amount"))
                .satisfies(given -> assertThat(
                                given.stream().mapToLong(Long::longValue).sum())
                        .isEqualTo(300));
    }

    @Test
    void ofTwoRefundsWithOneKeyAtOnceOneIsMade() throws Exception {
        letTheOthersReadBeforeTheFirstCommits();

        List<String> codes = Concurrently.run(
                6,
                6,
                i -> shop.staff()
                        .refunds(order, "key", Buyer.refundBody(10 + i))
                        .code());

        assertThat(codes).filteredOn("201"::equals).hasSize(1);
        assertThat(codes).filteredOn("idempotency-key-reused"::equals).hasSize(5);
        assertThat(buyer.get("/orders/" + order).at("/refundedAmount/amount"))
                .isEqualTo(String.valueOf(10 + codes.indexOf("201")));
        endsWell();
    }

    @Test
    void theBuyersAddressFollowsTheLastOfTwoMendsAtOnce() throws Exception {
        letTheOthersReadBeforeTheFirstCommits();

        List<Answer> answers = atOnce(
                () -> shop.clerk().mends("/staff/orders", order, "York"), () -> buyer.mends("/orders", order, "Leeds"));

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(events()).containsExactly("placed", "captured", "address-changed", "address-changed");
        assertThat(buyer.get("/users/me").at("/shippingAddress/city"))
                .isEqualTo(buyer.get("/orders/" + order).at("/shippingAddress/city"))
                .isIn("York", "Leeds");
        endsWell();
    }

    /** What a refund puts back and what a clerk counts are both there, and only the clerk's was received. */
    @Test
    void whatComesBackAndWhatADeliveryBringsAtOnceIsAllThere() throws Exception {
        shop.change(console, "received", 10L);

        List<Answer> answers = Concurrently.run(
                8,
                8,
                i -> i % 2 == 0
                        ? new Clerk(shop.clerk()).restocks(console, 5)
                        : i == 7 ? buyer.buys(console.times(1)) : shop.staff().refunds(order, console.times(1)));

        assertThat(answers).extracting(Answer::status).containsOnly(200, 201);
        assertThat(shop.document("products", console.id()))
                .containsEntry("quantity", 10 - 1 + 20)
                .containsEntry("received", 30L);
        endsWell();
    }

    @Test
    void whatSeveralSayWasSetRightAtOnceIsNotedOnce() throws Exception {
        String stuck = stuck();

        List<Answer> answers = Concurrently.run(6, 6, i -> shop.staff().settles(stuck));
        mend(stuck);

        assertThat(answers).extracting(Answer::status).containsOnly(204);
        assertThat(shop.staff()
                        .get("/staff/orders/" + stuck + "/history")
                        .json()
                        .findValuesAsString("event"))
                .containsExactly("placed", "settled");
    }

    @Test
    void whatSeveralLetBeTriedAtOnceIsTriedOnce() throws Exception {
        String stuck = stuck();
        String paymentId = mend(stuck);

        List<Answer> answers = Concurrently.run(6, 6, i -> shop.clerk().retries("settlements", stuck));
        shop.settleAtOnce(4);

        assertThat(answers).extracting(Answer::status).containsOnly(204);
        assertThat(shop.atTheProvider(paymentId)).containsEntry("captures", 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void shipsOnceWhenTheRepliesToTheCommitAreLost(int times) {
        failPoints.on(Fault.connectionClosed("commitTransaction"), times);

        assertThat(shop.clerk().ships(order).at("/status")).isEqualTo("shipped");

        assertThat(failPoints.timesEntered()).isPositive();
        assertThat(events()).containsExactly("placed", "captured", "shipped");
    }

    @Test
    void cancelsOnceForStaffWhenTheRepliesToTheCommitAreLost() {
        Buyer staff = shop.staff();
        failPoints.on(Fault.connectionClosed("commitTransaction"), 2);

        assertThat(staff.cancelsAsStaff(order).at("/cancelReason")).isEqualTo("staff");

        assertThat(failPoints.timesEntered()).isEqualTo(2);
        assertThat(events()).containsExactly("placed", "captured", "cancelled");
        endsWell();
    }

    @Test
    void learnsInTheEndWhatHasBecomeOfAShipmentWhoseCommitStaysUnanswered() {
        failPoints.alwaysOn(Fault.error("commitTransaction", 91));

        assertThat(shop.clerk().ships(order).code()).isEqualTo("outcome-unknown");
        failPoints.off();

        assertThat(inTheEnd(() -> shop.clerk().ships(order)).at("/status")).isEqualTo("shipped");
        assertThat(events()).containsExactly("placed", "captured", "shipped");
    }

    /** An order whose money cannot be taken, and was tried for too often. */
    private String stuck() {
        Answer other = buyer.buys(shop.console(100, 10).times(1));
        shop.change("payments", other.at("/paymentId"), "amount", "a text");
        shop.change("orders", new ObjectId(other.at("/id")), "settlement.due.attempts", 9);
        shop.settle();
        return other.at("/id");
    }

    private String mend(String id) {
        String paymentId = shop.document("orders", new ObjectId(id)).getString("paymentId");
        shop.change("payments", paymentId, "amount", 100L);
        return paymentId;
    }

    private static List<Answer> atOnce(Callable<Answer> one, Callable<Answer> other) throws InterruptedException {
        return Concurrently.run(2, List.of(one, other));
    }

    private List<String> events() {
        return buyer.get("/orders/" + order + "/history").json().findValuesAsString("event");
    }

    private void endsWell() {
        shop.settle();
        shop.invariant().holds();
        shop.invariant().leavesNoPaymentBehind(buyer.id());
    }
}
