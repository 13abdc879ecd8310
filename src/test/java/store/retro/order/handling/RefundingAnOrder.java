package store.retro.order.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints;
import store.retro.fixture.UnderFaults;

/** What giving back a part of an order promises, in whichever style. */
abstract class RefundingAnOrder extends UnderFaults {

    private String bought(Buyer buyer, Console.Line... lines) {
        String order = buyer.buys(lines).at("/id");
        shop.settle();
        return order;
    }

    @Test
    void givesBackStockSpendingAndMoneyOfALine() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(3));

        Answer answer = shop.staff().refunds(order, console.times(1));
        shop.settle();

        assertThat(answer.status()).as("%s", answer).isEqualTo(201);
        assertThat(answer.at("/status")).isEqualTo("placed");
        assertThat(answer.at("/refundedAmount/amount")).isEqualTo("100");
        assertThat(answer.body()).isEqualTo(buyer.get("/orders/" + order).body());
        assertThat(shop.quantity(console)).isEqualTo(8);
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(200);
        endsWell(buyer);
    }

    @Test
    void restocksNothingUnlessItIsToldTo() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(2));

        shop.staff().refunds(order, "key", Buyer.refundBody(false, console.times(1)));
        shop.staff().cancelsAsStaff(order);

        assertThat(shop.quantity(console)).isEqualTo(9);
        assertThat(shop.lifeTimeValue(buyer)).isZero();
        endsWell(buyer);
    }

    @Test
    void givesBackMoneyWithoutGoods() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(1));

        Answer answer = shop.staff().refunds(order, 30);
        shop.settle();

        assertThat(answer.at("/refundedAmount/amount")).isEqualTo("30");
        assertThat(shop.quantity(console)).isEqualTo(9);
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(70);
        assertThat(settlement(buyer)).containsEntry("state", "refunded_in_part").containsEntry("status", "captured");
        endsWell(buyer);
    }

    @Test
    void lowersWhatIsCapturedBeforeTheCapture() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(console.times(3));

        shop.staff().refunds(order.at("/id"), console.times(1));
        shop.settle();

        assertThat(shop.atTheProvider(order.at("/paymentId")))
                .containsEntry("taken", 200L)
                .doesNotContainKey("refunds");
        assertThat(settlement(buyer)).containsEntry("state", "captured");
        endsWell(buyer);
    }

    @Test
    void holdsNothingOnceAllMoneyIsGivenBackBeforeTheCapture() {
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(shop.console(100, 10).times(1));

        Answer answer = shop.staff().refunds(order.at("/id"), 100);
        shop.settle();

        assertThat(answer.at("/status")).isEqualTo("placed");
        assertThat(shop.atTheProvider(order.at("/paymentId"))).containsEntry("voids", 1);
        endsWell(buyer);
    }

    @Test
    void cancelsAPlacedOrderWithItsLastLine() {
        Console console = shop.console(100, 10);
        Console other = shop.console(50, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(1), other.times(1));
        shop.staff().refunds(order, console.times(1));

        Answer answer = shop.staff().refunds(order, other.times(1));
        shop.settle();

        assertThat(answer.at("/status")).isEqualTo("cancelled");
        assertThat(answer.at("/cancelReason")).isEqualTo("staff");
        assertThat(answer.at("/cancelledAt")).isNotEmpty();
        assertThat(answer.body()).isEqualTo(buyer.get("/orders/" + order).body());
        assertThat(shop.quantity(other)).isEqualTo(10);
        endsWell(buyer);
    }

    @Test
    void givesLinesBackAtMostTheMoneyThatIsLeft() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(2));
        shop.staff().refunds(order, 150);

        Answer answer = shop.staff().refunds(order, console.times(1));
        shop.settle();

        assertThat(answer.at("/refundedAmount/amount")).isEqualTo("200");
        assertThat(shop.quantity(console)).isEqualTo(9);
        endsWell(buyer);
    }

    @Test
    void refusesMoreThanIsLeft() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(2));
        Buyer staff = shop.staff();
        staff.refunds(order, console.times(1));

        Answer units = staff.refunds(order, console.times(2));
        Answer money = staff.refunds(order, 101);

        assertThat(units.code()).isEqualTo("more-than-left");
        assertThat(units.at("/items/0/productId")).isEqualTo(console.id());
        assertThat(units.at("/items/0/requested")).isEqualTo("2");
        assertThat(units.at("/items/0/left")).isEqualTo("1");
        assertThat(money.code()).isEqualTo("more-than-left");
        assertThat(money.at("/left/amount")).isEqualTo("100");
        endsWell(buyer);
    }

    @Test
    void refusesWhatIsNotInTheOrder() {
        Buyer buyer = shop.buyer();
        String order = bought(buyer, shop.console(100, 10).times(1));
        Console other = shop.console(100, 10);

        Answer answer = shop.staff().refunds(order, other.times(1));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("unknown-product");
        assertThat(answer.at("/productIds/0")).isEqualTo(other.id());
    }

    @Test
    void refusesAnOrderOfAnotherStatus() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(1));
        buyer.cancels(order);

        assertThat(shop.staff().refunds(order, console.times(1)).code()).isEqualTo("order-not-changeable");
        assertThat(shop.staff().refunds("never-seen", 10).code()).isEqualTo("not-found");
    }

    @Test
    void isDoneOnceForAKey() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(3));
        Buyer clerk = shop.staff();
        String body = Buyer.refundBody(true, console.times(1));

        Answer first = clerk.refunds(order, "key", body);
        Answer again = shop.staff().refunds(order, "key", body);
        Answer other = clerk.refunds(order, "key", Buyer.refundBody(10));

        assertThat(first.replayed()).isFalse();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.replayed()).isTrue();
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
        assertThat(shop.quantity(console)).isEqualTo(8);
        endsWell(buyer);
    }

    @Test
    void belongsToTheOrderItsKeyWasSentTo() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String one = bought(buyer, console.times(2));
        String other = bought(buyer, console.times(2));
        String body = Buyer.refundBody(true, console.times(1));

        assertThat(shop.staff().refunds(one, "key", body).replayed()).isFalse();
        assertThat(shop.staff().refunds(other, "key", body).replayed()).isFalse();
        endsWell(buyer);
    }

    @Test
    void remembersNoRefusal() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(2));

        assertThat(shop.staff().refunds(order, "key", Buyer.refundBody(201)).code())
                .isEqualTo("more-than-left");

        assertThat(shop.staff().refunds(order, "key", Buyer.refundBody(200)).status())
                .isEqualTo(201);
    }

    @Test
    void wantsAKey() {
        Buyer buyer = shop.buyer();
        String order = bought(buyer, shop.console(100, 10).times(1));

        Answer answer = shop.staff().post("/staff/orders/" + order + "/refunds", Buyer.refundBody(10));

        assertThat(answer.status()).isEqualTo(428);
        assertThat(answer.code()).isEqualTo("precondition-required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'reason': 'r'}",
                "{'items': [], 'restock': true, 'reason': 'r'}",
                "{'items': [{'productId': 'p', 'quantity': 1}], 'reason': 'r'}",
                "{'items': [{'productId': 'p', 'quantity': 0}], 'restock': true, 'reason': 'r'}",
                "{'items': [null], 'restock': true, 'reason': 'r'}",
                "{'items': [{'productId': 'p', 'quantity': 1}], 'restock': true}",
                "{'items': [{'productId': 'p', 'quantity': 1}], 'restock': true, 'reason': ' '}",
                "{'items': [{'productId': 'p', 'quantity': 1}], 'restock': true, 'reason': 'r',"
                        + " 'amount': {'amount': 1, 'currency': 'USD'}}",
                "{'amount': {'amount': 1, 'currency': 'USD'}, 'restock': true, 'reason': 'r'}",
                "{'amount': {'amount': 0, 'currency': 'USD'}, 'reason': 'r'}",
                "{'amount': {'amount': -1, 'currency': 'USD'}, 'reason': 'r'}",
                "{'amount': {'amount': 1, 'currency': 'EUR'}, 'reason': 'r'}",
                "{'amount': {'amount': 1, 'currency': 'USD'}}"
            })
    void refusesARequestThatIsNotValid(String body) {
        Buyer buyer = shop.buyer();
        String order = bought(buyer, shop.console(100, 10).times(1));

        Answer answer = shop.staff().refunds(order, "key", body.replace('\'', '"'));

        assertThat(answer.code()).isEqualTo("invalid-request");
        assertThat(answer.at("/errors/0/pointer")).startsWith("/");
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(100);
    }

    @Test
    void takesAReasonOfUpTo500Characters() {
        Buyer buyer = shop.buyer();
        String order = bought(buyer, shop.console(100, 10).times(1));
        String body = Buyer.refundBody(10);

        assertThat(shop.staff()
                        .refunds(order, "a", body.replace("a scratch", "x".repeat(501)))
                        .code())
                .isEqualTo("invalid-request");
        assertThat(shop.staff()
                        .refunds(order, "b", body.replace("a scratch", "x".repeat(500)))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void letsOnlyStaffGiveBackAndNobodyTheirOwn() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(1));

        for (Buyer other : List.of(buyer, shop.clerk(), shop.staff(buyer.id()))) {
            assertThat(other.refunds(order, 10).code()).isEqualTo("forbidden");
            assertThat(other.cancelsAsStaff(order).code()).isEqualTo("forbidden");
        }
        assertThat(buyer.settles(order).code()).isEqualTo("forbidden");
        assertThat(shop.clerk().settles(order).code()).isEqualTo("forbidden");
        for (String call : List.of("refunds", "cancel", "settled")) {
            assertThat(shop.anonymously("POST", "/staff/orders/" + order + "/" + call, "{}")
                            .status())
                    .isEqualTo(401);
        }
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(100);
    }

    @Test
    void cancelsForStaffAsForTheBuyer() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(1));

        Answer first = shop.staff().cancelsAsStaff(order);
        Answer again = shop.staff().cancelsAsStaff(order);
        shop.settle();

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.at("/cancelReason")).isEqualTo("staff");
        assertThat(first.body()).isEqualTo(buyer.get("/orders/" + order).body());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(shop.quantity(console)).isEqualTo(10);
        endsWell(buyer);
    }

    @Test
    void refusesToCancelForStaffWhatIsShippedOrUnknown() {
        Buyer buyer = shop.buyer();
        String order = bought(buyer, shop.console(100, 10).times(1));
        Buyer staff = shop.staff();
        staff.ships(order);

        assertThat(staff.cancelsAsStaff(order).code()).isEqualTo("order-not-cancellable");
        assertThat(staff.cancelsAsStaff("never-seen").code()).isEqualTo("not-found");
        assertThat(staff.post("/staff/orders/" + order + "/cancel", "{}").code())
                .isEqualTo("invalid-request");
    }

    @Test
    void givesBackOnlyWhatNoRefundHasGivenBackWhenCancelled() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Answer order = buyer.buys(console.times(3));
        shop.settle();
        shop.staff().refunds(order.at("/id"), console.times(1));
        shop.staff().refunds(order.at("/id"), 30);

        buyer.cancels(order.at("/id"));
        shop.settle();

        assertThat(shop.quantity(console)).isEqualTo(10);
        assertThat(shop.lifeTimeValue(buyer)).isZero();
        assertThat(shop.atTheProvider(order.at("/paymentId")).getList("given", Document.class))
                .extracting(given -> given.getLong("amount"))
                .containsExactly(100L, 30L, 170L);
        assertThat(buyer.get("/payments/" + order.at("/paymentId")).at("/status"))
                .isEqualTo("refunded");
        endsWell(buyer);
    }

    @Test
    void givesBackWhatIsLeftOnceWhenAskedTwentyTimesAtOnce() throws InterruptedException {
        Console console = shop.console(100, 30);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(5));

        List<Answer> answers = Concurrently.run(
                20,
                IntStream.range(0, 20)
                        .<Callable<Answer>>mapToObj(i -> () -> shop.staff().refunds(order, console.times(1)))
                        .toList());
        shop.settle();

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(5);
        assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(15);
        assertThat(shop.quantity(console)).isEqualTo(30);
        endsWell(buyer);
    }

    @Test
    void isDoneOnceWhenTheSameKeyIsSentTwentyTimesAtOnce() throws InterruptedException {
        Console console = shop.console(100, 30);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(5));
        String body = Buyer.refundBody(true, console.times(1));

        List<Answer> answers = Concurrently.run(
                20,
                IntStream.range(0, 20)
                        .<Callable<Answer>>mapToObj(i -> () -> shop.staff().refunds(order, "key", body))
                        .toList());

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers).filteredOn(answer -> !answer.replayed()).hasSize(1);
        assertThat(shop.quantity(console)).isEqualTo(26);
        endsWell(buyer);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void isDoneOnceWhenTheRepliesToTheCommitAreLost(int times) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(2));
        failPoints.on(FailPoints.Fault.connectionClosed("commitTransaction"), times);

        Answer answer = shop.staff().refunds(order, console.times(1));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(failPoints.timesEntered()).isPositive();
        assertThat(shop.quantity(console)).isEqualTo(9);
        endsWell(buyer);
    }

    @Test
    void saysThatTheOutcomeIsUnknownWhileTheCommitStaysUnanswered() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(2));
        String body = Buyer.refundBody(true, console.times(1));
        failPoints.alwaysOn(FailPoints.Fault.error("commitTransaction", 91));

        assertThat(shop.staff().refunds(order, "key", body).code()).isEqualTo("outcome-unknown");
        failPoints.off();
        assertThat(inTheEnd(() -> shop.staff().refunds(order, "key", body)).status())
                .isEqualTo(201);
        assertThat(shop.quantity(console)).isEqualTo(9);
        endsWell(buyer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"update", "commitTransaction"})
    void isDoneOnceAfterATransientError(String command) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(2));
        failPoints.on(FailPoints.Fault.error(command, 112).transientTransactionError(), 2);

        assertThat(shop.staff().refunds(order, console.times(1)).status()).isEqualTo(201);
        assertThat(failPoints.timesEntered()).isPositive();
        endsWell(buyer);
    }

    @Test
    void isToldByTheOrdersHistory() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = bought(buyer, console.times(1));
        Buyer clerk = shop.staff();
        clerk.refunds(order, 30);
        clerk.refunds(order, console.times(1));

        Answer own = buyer.get("/orders/" + order + "/history");
        Answer staffs = clerk.get("/staff/orders/" + order + "/history");

        assertThat(own.json().findValuesAsString("event"))
                .containsExactly("placed", "captured", "refunded", "refunded", "cancelled");
        assertThat(own.at("/2/detail/amount/amount")).isEqualTo("30");
        assertThat(own.at("/3/detail/amount/amount")).isEqualTo("70");
        assertThat(own.at("/3/by")).isEqualTo("staff");
        assertThat(own.body()).doesNotContain("came back").doesNotContain(clerk.id());
        assertThat(staffs.at("/3/staffId")).isEqualTo(clerk.id());
        assertThat(staffs.at("/3/reason")).isEqualTo("came back");
    }

    private Document settlement(Buyer buyer) {
        return shop.orders(buyer).get(0).get("settlement", Document.class);
    }

    private void endsWell(Buyer buyer) {
        shop.settle();
        shop.invariant().holds();
        shop.invariant().settlesEachPaymentOnce(List.of(buyer.id()));
        assertThat(shop.orders(buyer))
                .allMatch(order -> order.get("settlement", Document.class)
                                .get("refundDue", new Document())
                                .get("at")
                        == null);
    }
}
