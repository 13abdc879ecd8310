package store.retro.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** The check beside the simulated provider, whose memory is a collection of its own. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=provider-check")
class ProviderCheckIT {

    private static final Instant NOW = Instant.now();

    @Autowired
    private ProviderCheck check;

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private boolean run(boolean apply) {
        return check.run(
                new ProviderCheckOptions(NOW.minus(Duration.ofDays(3)), apply, 10, List.of()),
                new PrintStream(written, true, StandardCharsets.UTF_8));
    }

    private String output() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @AfterEach
    void forgetAll() {
        shop.clear("simulatedProvider", "orders", "payments");
    }

    @Test
    void refundsWhatItHasForgotten() {
        String payment = shop.buyer().buys(shop.console(100, 10).times(1)).at("/paymentId");
        shop.settle();
        shop.change("simulatedProvider", payment, "createdAt", Date.from(NOW.minus(Duration.ofDays(2))));
        shop.clear("orders", "payments");

        assertThat(run(false)).isFalse();
        assertThat(shop.atTheProvider(payment)).containsEntry("status", "captured");
        assertThat(run(true)).isTrue();
        assertThat(shop.atTheProvider(payment)).containsEntry("status", "refunded");
        assertThat(output()).contains("sim_" + payment + " " + payment + " captured 100 USD MISSING payment and order");
    }

    @Test
    void readsAsManyPagesAsThereAre() {
        Date yesterday = Date.from(NOW.minus(Duration.ofDays(1)));
        List<Document> made = IntStream.range(0, 250)
                .mapToObj(i -> new Document("_id", "pay_" + UUID.randomUUID())
                        .append("userId", "ada")
                        .append("amount", 100L)
                        .append("currency", "USD")
                        .append("status", "declined")
                        .append("createdAt", yesterday))
                .toList();
        mongo.getCollection("simulatedProvider").insertMany(made);

        assertThat(run(false)).isTrue();
        assertThat(output().lines().filter(line -> line.endsWith("no money"))).hasSize(250);
        assertThat(output()).contains("250 payments since");
    }

    @Test
    void leavesOutWhatIsOlderThanItsTimes() {
        String payment = shop.buyer().pays(shop.console(100, 10).times(1));
        shop.remove("simulatedProvider", payment, "createdAt");

        assertThat(run(true)).isTrue();
        assertThat(output()).doesNotContain(payment);
    }
}
