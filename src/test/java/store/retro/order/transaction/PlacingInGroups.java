package store.retro.order.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints.Fault;
import store.retro.fixture.NeedsBulkWrite;
import store.retro.fixture.Purchase;
import store.retro.fixture.SentCommands;
import store.retro.fixture.UnderFaults;
import store.retro.order.Order;
import store.retro.platform.admission.GroupCommit;

/** Orders that share a transaction: each gets what it would have got alone. */
@Import(SentCommands.class)
@NeedsBulkWrite
abstract class PlacingInGroups extends UnderFaults {

    private static final int BUYERS = 9;

    /** As many as there are. */
    private static final int LINES = 4;

    @Autowired
    private SentCommands commands;

    @Autowired
    private GroupCommit<Order> groups;

    @MockitoSpyBean
    private OrderWrites writes;

    private final CountDownLatch firstBegun = new CountDownLatch(1);

    private int customers = BUYERS;

    @Test
    void commitsTogetherWhatWaitedTogether() throws InterruptedException {
        Console console = shop.console(100, 100);
        List<Buyer> buyers = buyers();
        firstWaitsForTheRest(() -> {});
        commands.forget();

        List<Answer> answers = all(purchases(buyers, console));

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(commands.names()).filteredOn("commitTransaction"::equals).hasSize(2);
        assertThat(commands.names()).filteredOn("bulkWrite"::equals).hasSize(2);
        assertThat(shop.quantity(console)).isEqualTo(100 - BUYERS);
        assertThat(buyers).allMatch(buyer -> shop.lifeTimeValue(buyer) == 100);
        shop.invariant().holds();
    }

    @Test
    void commitsOrdersForDifferentProductsTogether() throws InterruptedException {
        List<Console> consoles = consolesOfOneLine(BUYERS);
        firstWaitsForTheRest(() -> {});
        commands.forget();

        List<Answer> answers = all(purchases(buyers(), consoles));

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(commands.names()).filteredOn("commitTransaction"::equals).hasSize(2);
        assertThat(consoles).allMatch(console -> shop.quantity(console) == 0);
        shop.invariant().holds();
    }

    @Test
    void refusesOnlyThoseWhoseProductIsSoldOut() throws InterruptedException {
        List<Console> consoles = consolesOfOneLine(BUYERS - 3);
        List<Console> wanted = new ArrayList<>(consoles);
        wanted.addAll(Collections.nCopies(3, consoles.get(0)));
        firstWaitsForTheRest(() -> {});

        List<Answer> answers = all(purchases(buyers(), wanted));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(BUYERS - 3);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allMatch(answer -> answer.code().equals("out-of-stock"));
        shop.invariant().holds();
    }

    /** One piece of each. */
    private List<Console> consolesOfOneLine(int count) {
        return Stream.generate(() -> shop.console(100, 1))
                .filter(console -> Math.floorMod(console.id().hashCode(), LINES) == 0)
                .limit(count)
                .toList();
    }

    @Test
    void sellsTheLastOnesWhenThereAreNotEnoughForAll() throws InterruptedException {
        Console console = shop.console(100, 5);
        firstWaitsForTheRest(() -> {});

        List<Answer> answers = all(purchases(buyers(), console));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(5);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .hasSize(BUYERS - 5)
                .allMatch(answer -> answer.code().equals("out-of-stock"));
        assertThat(shop.quantity(console)).isZero();
        shop.invariant().holds();
    }

    @Test
    void placesTwinsOfOneGroupOnce() throws InterruptedException {
        Console console = shop.console(100, 100);
        List<Buyer> buyers = buyers();
        List<Callable<Answer>> requests = purchases(buyers, console);
        Buyer twice = shop.buyer();
        Purchase purchase =
                Purchase.of(twice.pays(console.times(1)), console.times(1)).withKey("twins");
        requests.addAll(Collections.nCopies(2, () -> twice.places(purchase)));
        firstWaitsForTheRest(() -> {});

        List<Answer> answers = all(requests);

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(answers.get(BUYERS).at("/id"))
                .isEqualTo(answers.get(BUYERS + 1).at("/id"));
        assertThat(shop.orders(twice)).hasSize(1);
        assertThat(shop.quantity(console)).isEqualTo(100 - BUYERS - 1);
        shop.invariant().holds();
    }

    /** All but one of them will find that one placed; the others' transaction is none of their business. */
    @Test
    void splitsNobodysTransactionForThirtyOneRequestsWithOneKey() throws InterruptedException {
        Console console = shop.console(100, 100);
        List<Callable<Answer>> requests = purchases(buyers(), console);
        Buyer eager = shop.buyer();
        Purchase purchase =
                Purchase.of(eager.pays(console.times(1)), console.times(1)).withKey("again");
        // had the first one been one of these, the next would be refused with those who wait
        requests.addAll(Collections.nCopies(31, () -> {
            firstBegun.await(10, TimeUnit.SECONDS);
            return eager.places(purchase);
        }));
        customers = requests.size();
        firstWaitsForTheRest(() -> {});
        commands.forget();

        List<Answer> answers = all(requests);

        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(shop.orders(eager)).hasSize(1);
        assertThat(commands.names())
                .as("the first one, those who waited, and at most one of the same key")
                .filteredOn("commitTransaction"::equals)
                .hasSizeBetween(2, 3);
        shop.invariant().holds();
    }

    @Test
    void placesEachOnceWhenTheReplyToTheirCommitIsLost() throws InterruptedException {
        assertOneOrderEach(Fault.connectionClosed("commitTransaction"));
    }

    @Test
    void placesEachOnceWhenTheirTransactionMeetsAnother() throws InterruptedException {
        assertOneOrderEach(Fault.error("bulkWrite", 112).transientTransactionError());
    }

    @Test
    void placesEachOnceWhenTheCommitHappensButItsAnswerIsAnError() throws InterruptedException {
        assertOneOrderEach(Fault.writeConcernError("commitTransaction", 64));
    }

    @Test
    void leavesNothingBehindWhenTheCodeFailsForOneOfThem() throws InterruptedException {
        Console console = shop.console(100, 100);
        List<Buyer> buyers = buyers();
        Buyer unlucky = buyers.get(BUYERS - 1);
        AtomicInteger transactions = new AtomicInteger();
        doAnswer(invocation -> {
                    List<Order> orders = invocation.getArgument(1);
                    if (transactions.getAndIncrement() == 0) {
                        awaitWaiting();
                    }
                    invocation.callRealMethod();
                    if (orders.stream().anyMatch(order -> order.userId().equals(unlucky.id()))
                            && transactions.get() > 1) {
                        throw new IllegalStateException("a defect");
                    }
                    return null;
                })
                .when(writes)
                .write(any(), any());
        List<Callable<Answer>> requests = purchases(buyers, console);

        List<Answer> answers = all(requests);

        // who arrives first is placed alone, by chance also this one
        long failed = answers.stream().filter(answer -> answer.status() == 500).count();
        assertThat(failed).isLessThanOrEqualTo(1);
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(BUYERS - (int) failed);
        assertThat(shop.orders(unlucky)).hasSize(1 - (int) failed);
        assertThat(shop.quantity(console)).isEqualTo(100 - BUYERS + failed);
        shop.invariant().holds();
    }

    private void assertOneOrderEach(Fault fault) throws InterruptedException {
        Console console = shop.console(100, 100);
        List<Buyer> buyers = buyers();
        firstWaitsForTheRest(() -> failPoints.on(fault, 1));

        List<Answer> answers = all(purchases(buyers, console));

        assertThat(failPoints.timesEntered()).isPositive();
        assertThat(answers).allMatch(answer -> answer.status() == 201);
        assertThat(buyers).allMatch(buyer -> shop.orders(buyer).size() == 1 && shop.lifeTimeValue(buyer) == 100);
        assertThat(shop.quantity(console)).isEqualTo(100 - BUYERS);
        shop.invariant().holds();
    }

    /** @param beforeTheGroup happens when the first has written, and the others are about to */
    private void firstWaitsForTheRest(Runnable beforeTheGroup) {
        AtomicInteger transactions = new AtomicInteger();
        doAnswer(invocation -> {
                    switch (transactions.getAndIncrement()) {
                        case 0 -> {
                            firstBegun.countDown();
                            awaitWaiting();
                        }
                        case 1 -> beforeTheGroup.run();
                        default -> {}
                    }
                    return invocation.callRealMethod();
                })
                .when(writes)
                .write(any(), any());
    }

    private void awaitWaiting() throws InterruptedException {
        long end = System.nanoTime() + 3_000_000_000L;
        while (groups.waiting() < customers - 1 && System.nanoTime() < end) {
            Thread.sleep(1);
        }
    }

    private List<Buyer> buyers() {
        return Stream.generate(shop::buyer).limit(BUYERS).toList();
    }

    private static List<Callable<Answer>> purchases(List<Buyer> buyers, Console console) {
        return purchases(buyers, Collections.nCopies(buyers.size(), console));
    }

    private static List<Callable<Answer>> purchases(List<Buyer> buyers, List<Console> consoles) {
        List<Callable<Answer>> requests = new ArrayList<>();
        for (int i = 0; i < buyers.size(); i++) {
            Buyer buyer = buyers.get(i);
            Console console = consoles.get(i);
            Purchase purchase =
                    Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
            requests.add(() -> buyer.places(purchase));
        }
        return requests;
    }

    private static List<Answer> all(List<Callable<Answer>> requests) throws InterruptedException {
        return Concurrently.run(requests.size(), requests);
    }
}
