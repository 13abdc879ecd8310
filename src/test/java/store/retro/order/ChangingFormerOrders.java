package store.retro.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.fixture.Answer;
import store.retro.fixture.Console;
import store.retro.fixture.FormerDocuments.Request;
import store.retro.fixture.Purchase;

/** Buyers and staff go on with what a former version has written, in whichever style. */
abstract class ChangingFormerOrders extends UsingFormerDocuments {

    private static final String[] PLACED = {
        "placed",
        "placed-without-key",
        "placed-with-events",
        "claimed",
        "claimed-again",
        "claimed-and-captured",
        "claimed-and-captured-at-the-provider",
        "postponed",
        "stuck",
        "captured",
        "captured-without-key",
        "told",
        "dead"
    };

    @Test
    void answersWithTheFormerOrderWhenAskedAgain() {
        assertThat(former.orders()).isNotEmpty().allSatisfy(order -> {
            Answer answer = buyerOf(order).repeats(order);
            assertThat(answer.replayed()).isTrue();
            assertThat(answer.at("/id")).isEqualTo(order.id());
        });
    }

    @Test
    void answersWithTheFormerPaymentWhenAskedAgain() {
        assertThat(paymentsWithKey()).isNotEmpty().allSatisfy(payment -> {
            Answer answer = buyerOf(payment).repeats(payment);
            assertThat(answer.replayed()).isTrue();
            assertThat(answer.at("/id")).isEqualTo(payment.id());
        });
    }

    /** The key of a declined one is free again. */
    private Stream<Request> paymentsWithKey() {
        return former.payments()
                .filter(payment -> shop.document("payments", payment.id()).get("idempotencyKey") != null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"placed", "captured-without-key", "shipped", "cancelled-and-voided"})
    void doesNotUseAPaymentAgain(String name) {
        Request order = former.order(name);

        assertThat(buyerOf(order).repeats(order.withKey("another")).code()).isEqualTo("payment-already-used");
    }

    @ParameterizedTest
    @CsvSource({
        "given-back, voided",
        "given-back-without-key, voided",
        "given-back-of-regular, voided",
        "abandoned, voided",
        "opened-and-given-back, voided",
        "declined-and-given-back, voided",
        "action-never-done, voided",
        "release-claimed, voided",
        "release-postponed, voided",
        "release-stuck, voided",
        "declined, declined",
        "action-failed, declined",
        "requires-action, requires-action",
        "started, requires-action",
        "opened, requires-action"
    })
    void takesNoOrderForAPaymentThatDoesNotHold(String name, String reason) {
        Answer answer = placesWith(former.payment(name));

        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.at("/reason")).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authorized", "authorized-without-key", "action-done", "action-done-and-noted"})
    void takesAnOrderForAPaymentThatHolds(String name) {
        Request payment = former.payment(name);

        assertThat(placesWith(payment).status()).isEqualTo(201);
        shop.settle();
        assertThat(statusOfPayment(payment, payment.id())).isEqualTo("captured");
    }

    private Answer placesWith(Request payment) {
        return buyerOf(payment)
                .places(Purchase.of(payment.id(), former.console("game-boy").times(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"captured", "captured-without-key", "told", "dead", "event-pending", "event-claimed"})
    void shipsWhatIsCaptured(String name) {
        Request order = former.order(name);

        assertThat(shop.staff().ships(order.id()).at("/status")).isEqualTo("shipped");
        assertThat(buyerOf(order).cancels(order.id()).code()).isEqualTo("order-not-cancellable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"placed", "claimed-and-captured", "stuck", "cancelled-and-refunded"})
    void shipsNothingElse(String name) {
        assertThat(shop.staff().ships(former.order(name).id()).code()).isEqualTo("order-not-shippable");
    }

    @Test
    void putsBackStockAndSpendingOfACancelledOrder() {
        Request order = former.order("placed");
        Console console = former.console("game-boy");
        int stock = shop.quantity(console);
        long spent = shop.lifeTimeValue(buyerOf(order));

        assertThat(buyerOf(order).cancels(order.id()).at("/status")).isEqualTo("cancelled");

        assertThat(shop.quantity(console)).isEqualTo(stock + 1);
        assertThat(shop.lifeTimeValue(buyerOf(order))).isEqualTo(spent - order.billingAmount());
    }

    @Test
    void givesBackTheMoneyOfWhatIsCancelledNow() {
        List<Request> placed = Stream.of(PLACED).map(former::order).toList();
        placed.forEach(
                order -> assertThat(buyerOf(order).cancels(order.id()).status()).isEqualTo(200));

        shop.settle();

        assertThat(placed)
                .extracting(order -> statusOfPayment(order, order.paymentId()))
                .containsOnly("voided", "refunded");
        shop.invariant().settlesEachPaymentOnce(former.usersWithOrders());
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled-and-voided", "cancelled-and-refunded", "cancelled-to-be-refunded"})
    void answersTheSameWhenCancelledAgain(String name) {
        Request order = former.order(name);

        Answer answer = buyerOf(order).cancels(order.id());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(buyerOf(order).get("/orders/" + order.id()).body());
    }
}
