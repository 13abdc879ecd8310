package store.retro.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints.Fault;
import store.retro.fixture.Purchase;
import store.retro.fixture.StoreTest;
import store.retro.fixture.UnderFaults;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.transaction.TransactionRetry;

/** An erasure among others' writes, and while its database fails. */
@StoreTest
class ErasureUnderFaultsIT extends UnderFaults {

    @Autowired
    private ErasureTransactions transactions;

    @Autowired
    private TransactionRetry retry;

    @RepeatedTest(5)
    void anOrderIsPlacedOrItsBuyerErased() throws InterruptedException {
        Buyer buyer = shop.buyer();
        Console console = shop.console(100, 10);
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));

        List<String> codes = Concurrently.run(
                2,
                List.<Callable<String>>of(
                        () -> buyer.places(purchase).code(),
                        () -> buyer.erases().code()));

        assertThat(codes)
                .isIn(
                        List.of("201", "orders-open"),
                        List.of("unknown-user", "204"),
                        List.of("payment-not-authorized", "204"));
        assertAddsUp(buyer, console, codes.get(0).equals("201"));
    }

    /** There nobody waits for the other's turn: both meet at the user's document. */
    @RepeatedTest(10)
    void anOrderIsPlacedOrItsBuyerErasedByAnotherInstance() throws InterruptedException {
        Buyer buyer = shop.buyer();
        Console console = shop.console(100, 10);
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
        letTheOthersReadBeforeTheFirstCommits();

        List<String> codes = Concurrently.run(
                2, List.<Callable<String>>of(() -> buyer.places(purchase).code(), () -> erasedElsewhere(buyer)));

        assertThat(codes).isIn(List.of("201", "orders-open"), List.of("unknown-user", "204"));
        assertAddsUp(buyer, console, codes.get(0).equals("201"));
    }

    private String erasedElsewhere(Buyer buyer) {
        try {
            retry.run(transactions::erase, buyer.id());
            return "204";
        } catch (ProblemException refusal) {
            return refusal.problem().code();
        }
    }

    private void assertAddsUp(Buyer buyer, Console console, boolean placed) {
        assertThat(shop.orders(buyer).stream().filter(order -> order.containsKey("items")))
                .hasSize(placed ? 1 : 0);
        assertThat(shop.document("users", buyer.id()).containsKey("erasedAt")).isEqualTo(!placed);
        assertThat(shop.quantity(console)).isEqualTo(placed ? 9 : 10);
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(placed ? 100 : 0);
        shop.invariant().holds();
    }

    @Test
    void manyErasuresAtOnceAreOne() throws InterruptedException {
        Buyer buyer = shop.buyer();
        buyer.pays(shop.console(100, 10).times(1));

        assertThat(Concurrently.run(8, 8, i -> buyer.erases().status())).containsOnly(204);
    }

    @Test
    void aUserIsErasedThoughTheCommitsAnswerIsLost() {
        Buyer buyer = shop.buyer();
        failPoints.on(Fault.connectionClosed("commitTransaction"), 1);

        assertThat(buyer.erases().status()).isEqualTo(204);
        assertThat(failPoints.timesEntered()).isPositive();
        assertThat(buyer.get("/users/me").code()).isEqualTo("unknown-user");
    }

    /** The commit happens, and every answer to it says that nobody knows. */
    @Test
    void aUserIsErasedThoughNobodyTellsOfTheCommit() {
        Buyer buyer = shop.buyer();
        failPoints.alwaysOn(Fault.writeConcernError("commitTransaction", 64));

        assertThat(buyer.erases().status()).isEqualTo(204);
        assertThat(shop.document("users", buyer.id())).containsKey("erasedAt");
    }

    @Test
    void aConflictIsTriedAgain() {
        Buyer buyer = shop.buyer();
        failPoints.on(Fault.error("update", 112).transientTransactionError(), 2);

        assertThat(buyer.erases().status()).isEqualTo(204);
        assertThat(failPoints.timesEntered()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"update", "find"})
    void nothingIsErasedWhileTheDatabaseIsAway(String command) {
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        shop.settle();
        shop.staff().ships(order);
        failPoints.alwaysOn(Fault.error(command, 50));

        Answer refused = buyer.erases();
        failPoints.off();

        assertThat(refused.code()).isEqualTo("try-again");
        assertThat(buyer.get("/users/me").at("/shippingAddress/city")).isEqualTo("London");
        assertThat(buyer.erases().status()).isEqualTo(204);
    }
}
