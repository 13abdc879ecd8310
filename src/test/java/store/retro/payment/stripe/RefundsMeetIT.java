package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.SlowProfile;
import store.retro.fixture.StoreTest;

/** A capture, a cancel and refunds in every pair and at every step: the buyer gets the right money once. */
@StoreTest
@TestPropertySource(
        properties = {
            "spring.mongodb.database=refunds-meet",
            "store.payment.stripe.rest-after-failures=1ms",
            "store.payment.stripe.timeout=20s",
            "store.background.back-off.initial=1ms",
            "store.background.back-off.max=1ms"
        })
class RefundsMeetIT {

    private static final FakeStripe STRIPE = new FakeStripe();

    /** What the store is about to do at Stripe. */
    private enum First {
        CAPTURE("capture"),
        CAPTURE_OF_THE_REST("capture"),
        VOID("cancel"),
        REFUND("refunds"),
        REFUND_OF_A_CANCELLED_ORDER("refunds");

        private final String call;

        First(String call) {
            this.call = call;
        }
    }

    /** What happens meanwhile. */
    private enum Second {
        CANCEL,
        LINE,
        AMOUNT,
        ALL_LINES,
        LINE_AND_CANCEL,
        AMOUNT_AND_ALL_LINES,
        NOTHING
    }

    /** What becomes of Stripe's answer. */
    private enum Fault {
        NONE,
        ANSWER_LOST,
        FAILS_AFTERWARDS,
        FAILS
    }

    /** In the slow profile; every build has those that are the hardest. */
    private static final boolean ALL = SlowProfile.ON;

    @Autowired
    private Shop shop;

    private Buyer buyer;
    private Console console;
    private Answer order;

    @DynamicPropertySource
    static void register(DynamicPropertyRegistry registry) {
        STRIPE.register(registry);
    }

    @AfterEach
    void heal() {
        STRIPE.heals();
        shop.clear("orders");
        shop.clearShelf();
    }

    @AfterAll
    static void close() {
        STRIPE.close();
    }

    static Stream<Arguments> meetings() {
        return Stream.of(First.values())
                .flatMap(first -> Stream.of(Second.values())
                        .flatMap(second -> Stream.of(true, false)
                                // in every build each pair meets once, some before and some after
                                .filter(after -> ALL || after == ((first.ordinal() + second.ordinal()) % 2 == 0))
                                .flatMap(after -> Stream.of(true, false)
                                        .filter(worker -> worker || ALL)
                                        .map(worker -> Arguments.of(first, second, after, worker)))));
    }

    @ParameterizedTest(name = "{0} and {1}, after it {2}, and a second worker {3}")
    @MethodSource("meetings")
    void endsWithTheRightMoney(First first, Second second, boolean after, boolean worker) {
        begin(first);
        STRIPE.meanwhile(first.call, after, () -> happens(second, worker));

        shop.settle();

        assertThat(STRIPE.waits()).isFalse();
        endsWell();
    }

    static Stream<Arguments> faults() {
        return Stream.of(First.values())
                .flatMap(first -> Stream.of(Fault.values())
                        .flatMap(fault -> Stream.of(Second.LINE, Second.CANCEL, Second.NOTHING)
                                .filter(second -> second == Second.LINE || ALL)
                                .map(second -> Arguments.of(first, fault, second))));
    }

    @ParameterizedTest(name = "{0}, {1}, and {2} with a second worker")
    @MethodSource("faults")
    void endsWithTheRightMoneyWhateverBecomesOfTheAnswer(First first, Fault fault, Second second) {
        begin(first);
        STRIPE.meanwhile(first.call, false, () -> {
            strikes(fault);
            happens(second, true);
            strikes(fault);
        });

        shop.settle();

        assertThat(STRIPE.waits()).isFalse();
        endsWell();
    }

    @Test
    void sendsARefundOnceWhenItsAnswerIsLostAndStripeHasForgottenItsKey() {
        begin(First.REFUND);
        STRIPE.meanwhile("refunds", true, () -> STRIPE.losesReplies(1000));
        shop.tryOnce();
        STRIPE.heals();
        STRIPE.forgetsKeys();

        endsWell();

        assertThat(intent().refunds).isEqualTo(1);
    }

    @Test
    void asksAgainUnderAKeyThatIsStoredBefore() {
        begin(First.REFUND);
        STRIPE.meanwhile("refunds", false, () -> STRIPE.fails(500, 1));

        endsWell();

        String refund = shop.orders(buyer)
                .get(0)
                .getList("refunds", Document.class)
                .get(0)
                .getString("_id");
        assertThat(STRIPE.requests())
                .filteredOn(request ->
                        request.method().equals("POST") && request.path().endsWith("/refunds"))
                .extracting(FakeStripe.Request::key)
                .endsWith(refund, refund, refund + ":1");
    }

    private void begin(First first) {
        buyer = shop.buyer();
        console = shop.console(100, 10);
        order = buyer.buys(console.times(3));
        if (first == First.CAPTURE_OF_THE_REST) {
            shop.staff().refunds(id(), console.times(1));
        }
        if (first.call.equals("refunds")) {
            shop.settle();
        }
        if (first == First.REFUND) {
            shop.staff().refunds(id(), console.times(1));
        }
        if (first == First.VOID || first == First.REFUND_OF_A_CANCELLED_ORDER) {
            buyer.cancels(id());
        }
    }

    private void happens(Second second, boolean worker) {
        switch (second) {
            case CANCEL -> buyer.cancels(id());
            case LINE -> shop.staff().refunds(id(), console.times(1));
            case AMOUNT -> shop.staff().refunds(id(), 50);
            case ALL_LINES -> allLines();
            case LINE_AND_CANCEL -> {
                shop.staff().refunds(id(), console.times(1));
                buyer.cancels(id());
            }
            case AMOUNT_AND_ALL_LINES -> {
                shop.staff().refunds(id(), 50);
                allLines();
            }
            case NOTHING -> {}
        }
        if (worker) {
            shop.letLeasesEnd();
            shop.settle();
        }
    }

    private void allLines() {
        for (int i = 0; i < 3; i++) {
            shop.staff().refunds(id(), console.times(1));
        }
    }

    private static void strikes(Fault fault) {
        switch (fault) {
            case NONE -> {}
            case ANSWER_LOST -> STRIPE.losesReplies(1);
            case FAILS_AFTERWARDS -> STRIPE.failsAfterwards(1);
            case FAILS -> STRIPE.fails(500, 1);
        }
    }

    private String id() {
        return order.at("/id");
    }

    private FakeStripe.Intent intent() {
        return STRIPE.intent(order.at("/paymentId"));
    }

    private void endsWell() {
        Awaitility.await().untilAsserted(() -> {
            shop.letLeasesEnd();
            shop.settle();
            assertThat(shop.isDue()).isFalse();
        });
        Answer now = buyer.get("/orders/" + id());
        long due = 300 - Long.parseLong(now.at("/refundedAmount/amount"));
        assertThat(intent().received - intent().givenBack()).as("%s", now).isEqualTo(due);
        assertThat(intent().voids).isEqualTo(intent().captures == 0 ? 1 : 0);
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(due);
        shop.invariant().holds();
        assertThat(STRIPE.book().refundsOf(intent().id))
                .extracting(refund -> refund.metadata().get("refund_id"))
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(List.of("captured", "voided", "refunded"))
                .contains(buyer.get("/payments/" + order.at("/paymentId")).at("/status"));
    }
}
