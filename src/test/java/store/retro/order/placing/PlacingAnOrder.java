package store.retro.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** What {@code POST /place-order} promises, in whichever style the order is placed. */
abstract class PlacingAnOrder {

    @Autowired
    private Shop shop;

    @Test
    void changesStockUserAndOrdersTogether() {
        Console console = shop.console(8999, 10);
        Buyer buyer = shop.buyer();

        Answer answer = buyer.buys(console.times(2));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(shop.quantity(console)).isEqualTo(8);
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(17998);
        assertThat(shop.orders(buyer)).hasSize(1);
        shop.invariant().holds();
    }

    @Test
    void answersWithTheOrderAndItsPlace() {
        Console console = shop.console(8999, 10);
        Buyer buyer = shop.buyer();

        Answer answer = buyer.buys(console.times(2));

        assertThat(answer.header("Location")).hasValue("/orders/" + answer.at("/id"));
        assertThat(answer.json().propertyNames())
                .containsExactly(
                        "id",
                        "number",
                        "status",
                        "placedAt",
                        "shippedAt",
                        "cancelledAt",
                        "items",
                        "billingAmount",
                        "refundedAmount",
                        "shippingAddress",
                        "shipment",
                        "cancelReason",
                        "paymentId");
        assertThat(answer.at("/number")).matches("RC(-[0-9A-HJKMNP-TV-Z]{4}){3}");
        assertThat(answer.at("/placedAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(answer.at("/refundedAmount/amount")).isEqualTo("0");
        assertThat(List.of("shippedAt", "cancelledAt", "shipment", "cancelReason"))
                .allMatch(empty -> answer.json().get(empty).isNull());
        assertThat(buyer.get("/orders/" + answer.at("/id")).body()).isEqualTo(answer.body());
    }

    @Test
    void sumsTheLinesOfOneProductInTheOrderOfTheirFirstMention() {
        Console first = shop.console(100, 10);
        Console second = shop.console(200, 10);
        Buyer buyer = shop.buyer();

        Answer answer = buyer.buys(first.times(1), second.times(2), first.times(3));

        assertThat(answer.at("/items/0/productId")).isEqualTo(first.id());
        assertThat(answer.at("/items/0/quantity")).isEqualTo("4");
        assertThat(answer.at("/items/1/quantity")).isEqualTo("2");
        assertThat(shop.quantity(first)).isEqualTo(6);
        shop.invariant().holds();
    }

    @Test
    void replaysTheOrderOfAKey() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");

        Answer first = buyer.places(purchase);
        Answer second = buyer.places(purchase);

        assertThat(first.replayed()).isFalse();
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.replayed()).isTrue();
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(shop.quantity(console)).isEqualTo(9);
    }

    @Test
    void replaysTheOrderOfAPaymentWithoutAKey() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
        Answer first = buyer.places(purchase.withKey("key"));

        Answer second = buyer.places(purchase);

        assertThat(second.replayed()).isTrue();
        assertThat(second.at("/id")).isEqualTo(first.at("/id"));
    }

    @Test
    void refusesAnotherBodyUnderAUsedKey() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
        buyer.places(purchase);

        Answer answer = buyer.places(purchase.withCity("Paris"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void letsTwoUsersUseTheSameKey() {
        Console console = shop.console(100, 10);
        for (Buyer buyer : List.of(shop.buyer(), shop.buyer())) {
            Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
            Answer answer = buyer.places(purchase.withKey("the-same-key"));
            assertThat(answer.status()).isEqualTo(201);
        }
        assertThat(shop.quantity(console)).isEqualTo(8);
    }

    @Test
    void refusesAPaymentThatWasAlreadyUsed() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
        buyer.places(purchase);

        assertThat(buyer.places(purchase.withKey("another")).code()).isEqualTo("payment-already-used");
        assertThat(buyer.places(purchase.withCity("Paris")).code()).isEqualTo("payment-already-used");
        assertThat(shop.quantity(console)).isEqualTo(9);
    }

    @Test
    void namesEveryProductThatIsUnknown() {
        Buyer buyer = shop.buyer();
        Console gone = new Console("gone", 100, 0);
        Console never = new Console("never-seen", 100, 0);

        Answer answer = buyer.places(Purchase.of("pay_none", gone.times(1), never.times(1)));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("unknown-product");
        assertThat(answer.json().at("/productIds").toString()).isEqualTo("[\"gone\",\"never-seen\"]");
    }

    @Test
    void namesEveryLineThatIsShort() {
        Console scarce = shop.console(100, 1);
        Console plenty = shop.console(100, 10);
        Console soldOut = shop.console(100, 0);
        Buyer buyer = shop.buyer();

        Answer answer = buyer.places(Purchase.of("pay_none", scarce.times(2), plenty.times(1), soldOut.times(3)));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("out-of-stock");
        assertThat(answer.json().at("/items")).hasSize(2);
        assertThat(answer.at("/items/0/productId")).isEqualTo(scarce.id());
        assertThat(answer.at("/items/0/requested")).isEqualTo("2");
        assertThat(answer.at("/items/0/available")).isEqualTo("1");
        assertThat(answer.at("/items/1/available")).isEqualTo("0");
        assertThat(shop.quantity(plenty)).isEqualTo(10);
    }

    @Test
    void tellsTodaysTotalWhenThePriceHasChanged() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(2));
        shop.change(console, "price", 150L);

        Answer answer = buyer.places(Purchase.of(payment, console.times(2)));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("price-changed");
        assertThat(answer.at("/billingAmount/amount")).isEqualTo("300");
        assertThat(answer.at("/billingAmount/currency")).isEqualTo("USD");
        assertThat(shop.orders(buyer)).isEmpty();
    }

    @Test
    void saysWhyAPaymentDoesNotDo() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String waiting =
                buyer.pays("pm_card_authenticationRequired", console.times(1)).at("/id");
        String declined = buyer.pays("pm_card_chargeDeclined", console.times(1)).at("/paymentId");
        String anothers = shop.buyer().pays(console.times(1));
        String tooSmall = buyer.pays(console.times(1));

        assertReason(buyer.places(Purchase.of("pay_never", console.times(1))), "unknown");
        assertReason(buyer.places(Purchase.of(anothers, console.times(1))), "unknown");
        assertReason(buyer.places(Purchase.of(waiting, console.times(1))), "requires-action");
        assertReason(buyer.places(Purchase.of(declined, console.times(1))), "declined");
        assertReason(buyer.places(Purchase.of(tooSmall, console.times(2))), "wrong-amount");
        assertThat(shop.quantity(console)).isEqualTo(10);
    }

    private static void assertReason(Answer answer, String reason) {
        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.code()).isEqualTo("payment-not-authorized");
        assertThat(answer.at("/reason")).isEqualTo(reason);
    }

    @Test
    void doesNotSayOfAPaymentThatWasTakenThatItWasGivenBack() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(1));
        shop.change("simulatedProvider", payment, "status", "captured");

        assertThat(buyer.places(Purchase.of(payment, console.times(1))).code()).isEqualTo("payment-already-used");
    }

    @Test
    void refusesAPaymentThatWasGivenBack() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(1));
        shop.insertTombstone(buyer, payment);

        assertReason(buyer.places(Purchase.of(payment, console.times(1))), "voided");
        assertThat(buyer.get("/orders").json().at("/orders")).isEmpty();
    }

    @Test
    void refusesAUserWhomTheStoreDoesNotKnow() {
        Console console = shop.console(100, 10);
        Buyer stranger = shop.stranger("stranger");

        Answer answer = stranger.places(Purchase.of("pay_none", console.times(1)));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("unknown-user");
    }

    @Test
    void doesNotRememberARefusal() {
        Console console = shop.console(100, 0);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of("pay_none", console.times(1)).withKey("key");
        assertThat(buyer.places(purchase).code()).isEqualTo("out-of-stock");
        shop.restock(console, 5);

        Answer answer = buyer.places(
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key"));

        assertThat(answer.status()).isEqualTo(201);
        shop.invariant().holds();
    }

    @Test
    void sellsTheLastHundredExactlyOnceToThirtyTwoClients() throws Exception {
        Console console = shop.console(100, 100);
        List<Callable<Answer>> attempts = new ArrayList<>();
        List<Buyer> buyers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            buyers.add(shop.buyer());
        }
        for (int i = 0; i < 160; i++) {
            Buyer buyer = buyers.get(i % buyers.size());
            String payment = buyer.pays(console.times(1));
            attempts.add(() -> buyer.places(Purchase.of(payment, console.times(1))));
        }

        List<Answer> answers = atOnce(32, attempts);

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(100);
        assertThat(answers)
                .filteredOn(answer -> answer.code().equals("out-of-stock"))
                .hasSize(60);
        assertThat(shop.quantity(console)).isZero();
        shop.invariant().holds();
    }

    @Test
    void placesOneOrderForFiftyRequestsWithOneKey() throws Exception {
        Console console = shop.console(100, 100);
        Buyer buyer = shop.buyer();
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");

        List<Answer> answers = atOnce(50, java.util.Collections.nCopies(50, () -> buyer.places(purchase)));

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers.stream().map(answer -> answer.at("/id")).distinct()).hasSize(1);
        assertThat(answers).filteredOn(answer -> !answer.replayed()).hasSize(1);
        assertThat(shop.quantity(console)).isEqualTo(99);
        shop.invariant().holds();
    }

    private static List<Answer> atOnce(int clients, List<? extends Callable<Answer>> attempts) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(clients);
        try {
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : pool.invokeAll(attempts)) {
                answers.add(answer.get());
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void keepsTheKeyAndTheHashInTheOrder() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        buyer.places(Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key"));
        buyer.buys(console.times(1));

        List<Document> orders = shop.orders(buyer);

        assertThat(orders.get(0).getString("idempotencyKey")).isEqualTo("key");
        assertThat(orders.get(0).getString("requestHash")).startsWith("1:");
        assertThat(orders.get(1)).doesNotContainKey("idempotencyKey");
    }
}
