package store.retro.order.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import store.retro.order.HistoryEntry.By;
import store.retro.order.Order;
import store.retro.order.OrderStatus;
import store.retro.order.Refund;
import store.retro.order.RefundStatus;
import store.retro.order.Settlement;
import store.retro.order.settlement.RefundPlan.ToSend;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.payment.ProviderRefund;
import store.retro.payment.ProviderRefunds;

/** How much of which refund is sent. */
class RefundPlanTest {

    private static final long BILLED = 100;

    private final List<Refund> refunds = new ArrayList<>();
    private final List<ProviderRefund> sent = new ArrayList<>();

    @Test
    void sendsWhatWasReducedAfterTheCapture() {
        due("a", 30);

        assertThat(amounts(plan(100))).containsExactly(30L);
    }

    @Test
    void sendsNothingOfWhatHasLoweredTheCapture() {
        due("a", 30);
        due("b", 20);

        RefundPlan plan = plan(70);

        assertThat(plan.toSend()).extracting(next -> next.refund().id()).containsExactly("b");
        assertThat(plan.done()).containsExactly(0);
    }

    @Test
    void sendsAPartOfWhatWasOnlyPartlyCaptured() {
        due("a", 60);

        assertThat(amounts(plan(50))).containsExactly(10L);
    }

    @Test
    void sendsNothingTwice() {
        due("a", 30);
        sent.add(new ProviderRefund("re_1", "a", 0, 30, false));

        RefundPlan plan = plan(100);

        assertThat(plan.toSend()).isEmpty();
        assertThat(plan.done()).containsExactly(0);
        assertThat(plan.unexplained()).isZero();
    }

    @Test
    void sendsWhatHasFailedOnlyAsAnotherAttempt() {
        due("a", 30);
        sent.add(new ProviderRefund("re_1", "a", 0, 30, true));
        assertThat(plan(100).failed()).extracting(RefundPlan.Failed::attempt).containsExactly(1);
        assertThat(plan(100).toSend()).isEmpty();

        refunds.set(0, refund("a", 30, RefundStatus.DUE, By.STAFF, 1));

        assertThat(amounts(plan(100))).containsExactly(30L);
    }

    @Test
    void holdsBackWhatWaitsForStaffAndLetsTheOthersPass() {
        refunds.add(refund("a", 30, RefundStatus.FAILED, By.STAFF, 1));
        due("b", 20);

        RefundPlan plan = plan(100);

        assertThat(plan.stuck()).isTrue();
        assertThat(plan.toSend()).extracting(next -> next.refund().id()).containsExactly("b");
        assertThat(plan.unexplained()).isZero();
    }

    @Test
    void sendsNothingThatWasSetRightByHand() {
        refunds.add(refund("a", 30, RefundStatus.SETTLED, By.STAFF, 1));

        RefundPlan plan = plan(100);

        assertThat(plan.stuck()).isFalse();
        assertThat(plan.toSend()).isEmpty();
        assertThat(plan.unexplained()).isZero();
    }

    @Test
    void countsARefundOfAVersionBefore() {
        sent.add(new ProviderRefund("re_1", "pay_1:refund", 0, 100, false));

        RefundPlan plan = RefundPlan.of(order(OrderStatus.CANCELLED, null), provider(100));

        assertThat(plan.toSend()).isEmpty();
        assertThat(plan.unexplained()).isZero();
    }

    @Test
    void namesWhatAVersionBeforeHasReducedAndNotNoted() {
        assertThat(RefundPlan.of(order(OrderStatus.CANCELLED, null), provider(100))
                        .unexplained())
                .isEqualTo(100);
        assertThat(RefundPlan.of(order(OrderStatus.CANCELLED, null), provider(60))
                        .unexplained())
                .isEqualTo(100);
    }

    @Test
    void sendsItsOwnBesideWhatWasDoneElsewhere() {
        due("a", 30);
        sent.add(new ProviderRefund("re_1", null, 0, 20, false));
        refunds.add(refund("re_1", 20, RefundStatus.SENT, By.PROVIDER, 0));

        assertThat(amounts(plan(100))).containsExactly(30L);
    }

    @Test
    void givesBackNoMoreThanIsLeftWhereTheSameWasDoneElsewhere() {
        due("a", 100);
        sent.add(new ProviderRefund("re_1", null, 0, 40, false));
        refunds.add(refund("re_1", 0, RefundStatus.SENT, By.PROVIDER, 0));

        assertThat(amounts(plan(100))).containsExactly(60L);
    }

    /** A dispute that was lost is won after all, say: that is no reason to send anything, it is one to ask staff. */
    @Test
    void sendsNothingOfItselfInPlaceOfWhatWasDoneElsewhereAndIsNotListedAnyMore() {
        refunds.add(refund("du_1", 40, RefundStatus.SENT, By.PROVIDER, 0));

        RefundPlan plan = plan(100);

        assertThat(plan.toSend()).isEmpty();
        assertThat(plan.unexplained()).isZero();
        assertThat(plan.stuck()).isTrue();
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /** In whatever order things happen, the buyer has what is due once nothing is to be sent. */
    @ParameterizedTest
    @MethodSource("seeds")
    void endsWithWhatTheOrderComesTo(long seed) {
        Random random = new Random(seed);
        long captured = -1;
        for (int i = 0; i < 12; i++) {
            if (captured < 0 && random.nextInt(3) == 0) {
                captured = Math.max(1, left());
            } else if (random.nextBoolean() && left() > 0) {
                due("r" + i, 1 + random.nextInt((int) left()));
            } else if (captured >= 0 && random.nextInt(3) == 0) {
                send(captured, random);
            }
        }
        captured = captured < 0 ? left() : captured;
        for (int i = 0; i < 5; i++) {
            send(captured, random);
        }

        long back = sent.stream().mapToLong(ProviderRefund::amount).sum();
        assertThat(captured - back).as("seed %d: %s", seed, refunds).isEqualTo(left());
        assertThat(plan(captured).toSend()).isEmpty();
    }

    /** Some answers are lost, so that nobody marks what was sent. */
    private void send(long captured, Random random) {
        for (ToSend next : plan(captured).toSend()) {
            Refund refund = next.refund();
            sent.add(new ProviderRefund("re_" + sent.size(), refund.id(), 0, next.amount(), false));
            if (random.nextBoolean()) {
                refunds.set(next.place(), refund(refund.id(), refund.amount(), RefundStatus.SENT, By.STAFF, 0));
            }
        }
    }

    private long left() {
        return BILLED - refunds.stream().mapToLong(Refund::amount).sum();
    }

    private static List<Long> amounts(RefundPlan plan) {
        return plan.toSend().stream().map(ToSend::amount).toList();
    }

    private void due(String id, long amount) {
        refunds.add(refund(id, amount, RefundStatus.DUE, By.STAFF, 0));
    }

    private static Refund refund(String id, long amount, RefundStatus status, By by, int attempt) {
        return Refund.builder()
                .id(id)
                .amount(amount)
                .at(Instant.EPOCH)
                .by(by)
                .status(status)
                .attempt(attempt)
                .build();
    }

    private RefundPlan plan(long captured) {
        return RefundPlan.of(order(OrderStatus.SHIPPED, BILLED - left()), provider(captured));
    }

    private Order order(OrderStatus status, @Nullable Long refunded) {
        return Order.builder()
                .id(new ObjectId().toHexString())
                .userId("ada")
                .status(status)
                .placedAt(Instant.EPOCH)
                .items(List.of())
                .billingAmount(BILLED)
                .refundedAmount(refunded)
                .paymentId("pay_1")
                .settlement(Settlement.ofNewOrder(Instant.EPOCH))
                .refunds(List.copyOf(refunds))
                .build();
    }

    private ProviderRefunds provider(long captured) {
        ProviderPayment payment = new ProviderPayment("pi_1", "ada", BILLED, "USD", PaymentStatus.CAPTURED, null);
        return new ProviderRefunds(payment.withCaptured(captured), List.copyOf(sent));
    }
}
