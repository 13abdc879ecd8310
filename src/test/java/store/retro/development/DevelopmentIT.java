package store.retro.development;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Clerk;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints;
import store.retro.fixture.Http;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

@StoreTest
class DevelopmentIT {

    @Autowired
    private Shop shop;

    @Autowired
    private FailPoints failPoints;

    @LocalServerPort
    private int port;

    private int struckBefore;

    @BeforeEach
    void count() {
        struckBefore = failPoints.timesEntered();
    }

    @AfterEach
    void heal() {
        failPoints.off();
    }

    @ParameterizedTest
    @ValueSource(strings = {"write-conflict", "commit-reply-lost"})
    void letsTheNextOrderMeetAFault(String fault) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase = Purchase.of(buyer.pays(console.times(1)), console.times(1));
        ask(buyer, fault);

        assertThat(buyer.places(purchase).status()).isEqualTo(201);

        assertThat(struck()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write-conflict", "commit-reply-lost", "database-stalled"})
    void keepsTheFaultForAnOrder(String fault) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        buyer.buys(console.times(1));
        ask(buyer, fault);

        assertThat(buyer.pays("pm_card_visa", console.times(1)).status()).isEqualTo(201);
        shop.settle();

        assertThat(struck()).isZero();
    }

    @Test
    void restocksWithWhatWasReceivedWhereThatIsCounted() {
        Console counted = new Clerk(shop.staff()).creates(100);
        Console other = shop.console(100, 10);

        restock(counted, 7);
        restock(other, 7);

        assertThat(shop.document("products", counted.id()))
                .containsEntry("quantity", 7)
                .containsEntry("received", 7L);
        assertThat(shop.document("products", other.id()))
                .containsEntry("quantity", 7)
                .doesNotContainKey("received");
    }

    private void restock(Console console, int quantity) {
        assertThat(shop.buyer()
                        .send("PATCH", "/dev/products/" + console.id(), Map.of(), "{\"quantity\": " + quantity + "}")
                        .status())
                .isEqualTo(204);
    }

    @Test
    void letsAPageOfAnyOriginCall() {
        Answer answer = new Http("http://localhost:" + port)
                .send(
                        "OPTIONS",
                        "/place-order",
                        Map.of(
                                "Origin", "http://localhost:5173",
                                "Access-Control-Request-Method", "POST",
                                "Access-Control-Request-Headers", "authorization,content-type,idempotency-key"),
                        null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue("*");
    }

    private void ask(Buyer buyer, String fault) {
        assertThat(buyer.post("/dev/faults", "{\"fault\": \"" + fault + "\", \"times\": 1}")
                        .status())
                .isEqualTo(204);
    }

    private int struck() {
        return failPoints.timesEntered() - struckBefore;
    }
}
