package store.retro.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.mockito.stubbing.Stubber;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints;
import store.retro.fixture.Purchase;
import store.retro.fixture.UnderFaults;
import store.retro.order.storage.Orders;
import store.retro.product.Products;
import store.retro.user.Users;

/** What remains when something goes wrong midway: everything or nothing, in whichever style the order is placed. */
abstract class PlacingUnderFaults extends UnderFaults {

    @MockitoSpyBean
    private Products products;

    @MockitoSpyBean
    private Users users;

    @MockitoSpyBean
    private Orders orders;

    /** Where the defect strikes. */
    enum Point {
        BEFORE_STOCK,
        AFTER_STOCK,
        BEFORE_USER,
        AFTER_USER,
        BEFORE_ORDER,
        AFTER_ORDER
    }

    @ParameterizedTest
    @EnumSource
    void leavesNothingBehindWhenTheCodeFails(Point point) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
        strike(point);

        Answer answer = buyer.places(purchase);

        assertThat(answer.code()).isEqualTo("internal-error");
        assertThat(answer.body()).doesNotContain("defect", "Exception", "store.retro");
        assertNothingWritten(console, buyer);
        Mockito.reset(products, users, orders);
        assertThat(buyer.places(purchase).status()).isEqualTo(201);
        shop.invariant().holds();
    }

    private void strike(Point point) {
        Stubber stub = point.name().startsWith("BEFORE")
                ? doThrow(new IllegalStateException("a defect"))
                : doAnswer(invocation -> {
                    invocation.callRealMethod();
                    throw new IllegalStateException("a defect");
                });
        switch (point) {
            case BEFORE_STOCK, AFTER_STOCK -> stub.when(products).take(any(), any());
            case BEFORE_USER, AFTER_USER -> stub.when(users).spend(any(), any());
            case BEFORE_ORDER, AFTER_ORDER -> stub.when(orders).insert(any(), any());
        }
    }

    static Stream<FailPoints.Fault> transientFaults() {
        return Stream.of(112, 251)
                .flatMap(code -> Stream.of("update", "insert", "commitTransaction")
                        .map(command -> FailPoints.Fault.error(command, code).transientTransactionError()));
    }

    @ParameterizedTest
    @MethodSource("transientFaults")
    void runsTheBodyAgainAfterATransientError(FailPoints.Fault fault) {
        assertOneOrder(fault, 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void placesOneOrderWhenTheRepliesToTheCommitAreLost(int times) {
        assertOneOrder(FailPoints.Fault.connectionClosed("commitTransaction"), times);
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 91, 11600, 189})
    void placesOneOrderWhenTheCommitHappensButItsAnswerIsAnError(int code) {
        assertOneOrder(FailPoints.Fault.writeConcernError("commitTransaction", code), 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 64, 79, 91, 100, 290, 11602})
    void placesOneOrderWhenTheCommitFailsWithoutSayingWhatBecameOfIt(int code) {
        assertOneOrder(FailPoints.Fault.error("commitTransaction", code), 2);
    }

    @Test
    void saysThatTheOutcomeIsUnknownWhileTheCommitStaysUnanswered() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
        failPoints.alwaysOn(FailPoints.Fault.error("commitTransaction", 91));

        Answer answer = buyer.places(purchase);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("outcome-unknown");
        assertThat(answer.header("Retry-After")).isPresent();
        failPoints.off();
        assertThat(inTheEnd(() -> buyer.places(purchase)).status()).isEqualTo(201);
        assertThat(shop.orders(buyer)).hasSize(1);
        shop.invariant().holds();
    }

    @Test
    void asksToTryAgainWhenTheConflictsDoNotEnd() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
        failPoints.alwaysOn(FailPoints.Fault.error("update", 112).transientTransactionError());

        Answer answer = buyer.places(purchase);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("try-again");
        assertThat(answer.json().at("/retryable").asBoolean()).isTrue();
        assertNothingWritten(console, buyer);
    }

    static Stream<FailPoints.Fault> refusalsOfAnOverloadedServer() {
        return Stream.of(462, 463, 473)
                .flatMap(code -> Stream.of("find", "update", "insert")
                        .map(command -> FailPoints.Fault.error(command, code).labelled("SystemOverloadedError")));
    }

    @ParameterizedTest
    @MethodSource("refusalsOfAnOverloadedServer")
    void asksToTryAgainWhileTheServerShedsLoad(FailPoints.Fault fault) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
        failPoints.alwaysOn(fault);

        assertThat(buyer.places(purchase).code()).isEqualTo("try-again");

        failPoints.off();
        assertNothingWritten(console, buyer);
    }

    @Test
    void answersInTimeWhenTheDatabaseStalls() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
        failPoints.alwaysOn(FailPoints.Fault.blocked("update", 8000));
        long start = System.nanoTime();

        Answer answer = buyer.places(purchase);

        assertThat(answer.code()).isEqualTo("try-again");
        assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(6500);
        failPoints.off();
        assertThat(inTheEnd(() -> buyer.places(purchase)).status()).isEqualTo(201);
        assertThat(shop.orders(buyer)).hasSize(1);
    }
}
