package store.retro.payment.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

@StoreTest
@TestPropertySource(
        properties = {
            "spring.mongodb.database=too-many-payments",
            "store.payment.per-user-per-hour=3",
            "store.payment.declines-per-hour=2",
            "store.payment.newcomers-per-minute=2"
        })
class StartingTooManyPaymentsIT {

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    private Console console;

    @BeforeEach
    void prepare() throws InterruptedException {
        console = shop.console(100, 50);
        notAtTheEndOfAMinute();
        mongo.getCollection("paymentStarts").deleteMany(new Document());
    }

    private static void notAtTheEndOfAMinute() throws InterruptedException {
        int second = LocalTime.now(ZoneOffset.UTC).getSecond();
        if (second >= 55) {
            Thread.sleep(1000L * (60 - second));
        }
    }

    @Test
    void isRefusedForAWhile() {
        Buyer buyer = shop.buyer();
        starts(buyer, 3);

        Answer refused = buyer.pays("pm_card_visa", console.times(1));

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("too-many-payments");
        assertThat(refused.at("/retryable")).isEqualTo("true");
        assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                .isBetween(1, 3600);
        assertThat(payments(buyer)).isEqualTo(3);
    }

    @Test
    void isOneUsersAlone() {
        starts(shop.buyer(), 3);

        starts(shop.buyer(), 3);
    }

    @Test
    void comesBeforeWhatTheCartIsRefusedFor() {
        Buyer buyer = shop.buyer();
        starts(buyer, 3);

        assertThat(buyer.pays("pm_card_visa", console.times(99)).code()).isEqualTo("too-many-payments");
    }

    @Test
    void countsAndRefusesNoReplay() {
        Buyer buyer = shop.buyer();
        Answer first = buyer.paysWithKey("key", "pm_card_visa", console.times(1));
        IntStream.range(0, 5).forEach(i -> buyer.paysWithKey("key", "pm_card_visa", console.times(1)));

        starts(buyer, 2);

        assertThat(buyer.pays("pm_card_visa", console.times(1)).status()).isEqualTo(429);
        Answer replay = buyer.paysWithKey("key", "pm_card_visa", console.times(1));
        assertThat(replay.status()).isEqualTo(201);
        assertThat(replay.at("/id")).isEqualTo(first.at("/id"));
    }

    @Test
    void isReachedSoonerByCardsThatAreDeclined() {
        Buyer buyer = shop.buyer();
        buyer.pays("pm_card_chargeDeclined", console.times(1));
        buyer.pays("pm_card_chargeDeclined", console.times(1));

        assertThat(buyer.pays("pm_card_visa", console.times(1)).code()).isEqualTo("too-many-payments");
    }

    @Test
    void isSharedByAllWhoAreNewAndLetsOthersBuy() {
        starts(newcomer(), 1);
        starts(newcomer(), 1);

        Answer refused = newcomer().pays("pm_card_visa", console.times(1));

        assertThat(refused.code()).isEqualTo("too-many-payments");
        assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
                .isBetween(1, 60);
        starts(shop.buyer(), 1);
    }

    private Buyer newcomer() {
        Buyer buyer = shop.buyer();
        shop.change("users", buyer.id(), "createdAt", new Date());
        return buyer;
    }

    private void starts(Buyer buyer, int times) {
        IntStream.range(0, times).forEach(i -> buyer.pays(console.times(1)));
    }

    private long payments(Buyer buyer) {
        return mongo.getCollection("payments").countDocuments(new Document("userId", buyer.id()));
    }
}
