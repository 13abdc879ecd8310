package store.retro.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Receiver;
import store.retro.fixture.SentCommands;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import store.retro.platform.background.BackgroundJob;
import store.retro.platform.deadline.Deadline;

/**
 * What an order costs the database before it is placed and afterwards; {@code RoundTripsIT} has the placing. What is
 * said to {@code simulatedProvider} stands for the calls of a payment provider.
 */
@StoreTest
@Import(SentCommands.class)
class RoundTripsOfALifeIT {

    private static final Receiver RECEIVER = new Receiver();

    @Autowired
    private Shop shop;

    @Autowired
    private SentCommands commands;

    @Autowired
    private List<BackgroundJob> background;

    @DynamicPropertySource
    static void receiver(DynamicPropertyRegistry registry) {
        RECEIVER.register(registry);
    }

    @AfterAll
    static void close() {
        RECEIVER.close();
    }

    @BeforeEach
    void nothingElseIsDue() {
        shop.settle();
    }

    @Test
    void aPaymentIsRecordedBeforeEachCallOfItsProvider() {
        Buyer buyer = shop.buyer();
        Console console = shop.console(100, 10);
        commands.forget();

        buyer.paysWithKey("key", "pm_card_visa", console.times(1));

        assertThat(commands.named())
                .containsExactly(
                        "find users",
                        "findAndModify paymentStarts",
                        "find products",
                        "insert payments",
                        "findAndModify simulatedProvider",
                        "update payments",
                        "findAndModify simulatedProvider",
                        "findAndModify payments");
    }

    @Test
    void oneOrderIsClaimedAndSettledByItself() {
        place(1);

        assertThat(commandsOf("settlement"))
                .containsExactly(
                        "find orders",
                        "findAndModify orders",
                        "find payments",
                        "findAndModify simulatedProvider",
                        "findAndModify payments",
                        "update orders");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void severalOrdersAreClaimedAndNotedTogether(int orders) {
        place(orders);

        List<String> payments =
                Collections.nCopies(orders, List.of("findAndModify simulatedProvider", "findAndModify payments"))
                        .stream()
                        .flatMap(List::stream)
                        .toList();
        assertThat(commandsOf("settlement"))
                .isEqualTo(Stream.of(
                                List.of("find orders", "update orders", "find orders", "find payments"),
                                payments,
                                List.of("update orders"))
                        .flatMap(List::stream)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8})
    void theEventsOfSeveralOrdersAreClaimedAndNotedTogether(int orders) {
        place(orders);
        RECEIVER.forget();

        assertThat(commandsOf("order-events"))
                .containsExactly("find orders", "update orders", "find orders", "update orders");
        assertThat(RECEIVER.deliveries()).hasSize(orders);
    }

    private void place(int orders) {
        Console console = shop.console(100, 100);
        for (int i = 0; i < orders; i++) {
            shop.buyer().buys(console.times(1));
        }
    }

    /** In one turn, after which nothing is left to do. */
    private List<String> commandsOf(String job) {
        BackgroundJob found = background.stream()
                .filter(each -> each.name().equals(job))
                .findFirst()
                .orElseThrow();
        try (Deadline.Scope scope = Deadline.open(Duration.ofMinutes(1))) {
            commands.forget();
            assertThat(found.doNext()).isTrue();
            List<String> sent = commands.named();
            assertThat(found.doNext()).isFalse();
            return sent;
        }
    }
}
