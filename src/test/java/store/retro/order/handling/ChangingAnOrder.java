package store.retro.order.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints;
import store.retro.fixture.Purchase;
import store.retro.fixture.UnderFaults;

/** What cancelling and shipping promise, in whichever style. */
abstract class ChangingAnOrder extends UnderFaults {

    @Test
    void givesBackStockAndSpendingWhenCancelled() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        buyer.buys(console.times(1));
        String order = buyer.buys(console.times(2)).at("/id");

        Answer answer = buyer.cancels(order);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("/status")).isEqualTo("cancelled");
        assertThat(answer.at("/cancelReason")).isEqualTo("buyer");
        assertThat(answer.at("/refundedAmount/amount")).isEqualTo("200");
        assertThat(answer.at("/cancelledAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(shop.quantity(console)).isEqualTo(9);
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(100);
        shop.invariant().holds();
    }

    @Test
    void answersTheSameWhenCancelledAgain() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = buyer.buys(console.times(1)).at("/id");
        Answer first = buyer.cancels(order);

        Answer second = buyer.cancels(order);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(buyer.get("/orders/" + order).body()).isEqualTo(first.body());
        shop.invariant().holds();
    }

    @Test
    void cancelsOnceWhenAskedTwentyTimesAtOnce() throws InterruptedException {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = buyer.buys(console.times(3)).at("/id");

        List<Answer> answers = Concurrently.run(
                20,
                IntStream.range(0, 20)
                        .<Callable<Answer>>mapToObj(i -> () -> buyer.cancels(order))
                        .toList());

        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(shop.quantity(console)).isEqualTo(10);
        shop.invariant().holds();
    }

    @Test
    void doesNotCancelWhatIsNotTheCallers() {
        Console console = shop.console(100, 10);
        String order = shop.buyer().buys(console.times(1)).at("/id");

        assertThat(shop.buyer().cancels(order).code()).isEqualTo("not-found");
        assertThat(shop.buyer().cancels("never-seen").code()).isEqualTo("not-found");
        assertThat(shop.stranger("stranger").cancels(order).code()).isEqualTo("unknown-user");
        assertThat(shop.anonymously("POST", "/orders/" + order + "/cancel", null)
                        .status())
                .isEqualTo(401);
        assertThat(shop.quantity(console)).isEqualTo(9);
    }

    @Test
    void keepsTheKeyAndThePaymentOfACancelledOrder() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
        String order = buyer.places(purchase).at("/id");
        buyer.cancels(order);

        Answer replayed = buyer.places(purchase);

        assertThat(replayed.replayed()).isTrue();
        assertThat(replayed.at("/status")).isEqualTo("cancelled");
        assertThat(buyer.places(purchase.withKey("other")).code()).isEqualTo("payment-already-used");
    }

    @Test
    void shipsWhatIsPaid() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = buyer.buys(console.times(1)).at("/id");
        shop.settle();

        Answer first = shop.staff().ships(order);
        Answer second = shop.staff().ships(order);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.at("/status")).isEqualTo("shipped");
        assertThat(first.at("/shippedAt")).isNotEmpty();
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(buyer.cancels(order).code()).isEqualTo("order-not-cancellable");
        shop.invariant().holds();
    }

    @Test
    void doesNotShipWhatIsNotPaidOrCancelled() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = buyer.buys(console.times(1)).at("/id");

        assertThat(shop.staff().ships(order).code()).isEqualTo("order-not-shippable");
        buyer.cancels(order);
        shop.settle();
        assertThat(shop.staff().ships(order).code()).isEqualTo("order-not-shippable");
        assertThat(shop.staff().ships("never-seen").code()).isEqualTo("not-found");
    }

    @Test
    void letsOnlyStaffShip() {
        Buyer buyer = shop.buyer();

        assertThat(buyer.ships("never-seen").status()).isEqualTo(403);
        assertThat(buyer.ships("never-seen").code()).isEqualTo("forbidden");
        assertThat(shop.anonymously("POST", "/staff/orders/never-seen/ship", null)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void eitherShipsOrCancelsWhenAskedForBothAtOnce() throws InterruptedException {
        Console console = shop.console(100, 100);
        Buyer buyer = shop.buyer();
        Buyer staff = shop.staff();
        for (int i = 0; i < 10; i++) {
            String order = buyer.buys(console.times(1)).at("/id");
            shop.settle();

            List<Answer> answers = Concurrently.run(
                    2, List.<Callable<Answer>>of(() -> buyer.cancels(order), () -> staff.ships(order)));

            assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
            assertThat(answers).filteredOn(answer -> answer.status() == 409).hasSize(1);
        }
        shop.invariant().holds();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void cancelsOnceWhenTheRepliesToTheCommitAreLost(int times) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = buyer.buys(console.times(1)).at("/id");
        failPoints.on(FailPoints.Fault.connectionClosed("commitTransaction"), times);

        Answer answer = buyer.cancels(order);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(failPoints.timesEntered()).isPositive();
        assertThat(shop.quantity(console)).isEqualTo(10);
        shop.invariant().holds();
    }

    @Test
    void saysThatTheOutcomeIsUnknownWhileTheCommitStaysUnanswered() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = buyer.buys(console.times(1)).at("/id");
        failPoints.alwaysOn(FailPoints.Fault.error("commitTransaction", 91));

        assertThat(buyer.cancels(order).code()).isEqualTo("outcome-unknown");
        failPoints.off();
        assertThat(inTheEnd(() -> buyer.cancels(order)).status()).isEqualTo(200);
        shop.invariant().holds();
    }

    @ParameterizedTest
    @ValueSource(strings = {"update", "commitTransaction"})
    void cancelsOnceAfterATransientError(String command) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = buyer.buys(console.times(1)).at("/id");
        failPoints.on(FailPoints.Fault.error(command, 112).transientTransactionError(), 2);

        assertThat(buyer.cancels(order).status()).isEqualTo(200);
        assertThat(failPoints.timesEntered()).isPositive();
        shop.invariant().holds();
    }
}
