package store.retro.order.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

@StoreTest
class ReadingOrdersIT {

    @Autowired
    private Shop shop;

    @Test
    void listsTheCallersOrdersNewestFirstPageByPage() {
        Buyer buyer = shop.buyer();
        List<String> placed = placeFive(buyer);

        List<String> seen = new ArrayList<>();
        String after = "";
        for (int page = 0; page < 3; page++) {
            Answer answer = buyer.get("/orders?limit=2" + after);
            answer.json()
                    .at("/orders")
                    .forEach(order -> seen.add(order.at("/id").asString()));
            after = "&after=" + answer.at("/next");
            assertThat(answer.json().at("/next").isNull()).isEqualTo(page == 2);
        }

        Collections.reverse(seen);
        assertThat(seen).isEqualTo(placed);
    }

    private List<String> placeFive(Buyer buyer) {
        Console console = shop.console(100, 10);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(buyer.buys(console.times(1)).at("/id"));
        }
        return ids;
    }

    @Test
    void findsTheOrderOfAKeyOrNone() {
        Buyer buyer = shop.buyer();
        Console console = shop.console(100, 10);
        buyer.places(Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key"));

        assertThat(buyer.get("/orders?idempotencyKey=key").json().at("/orders")).hasSize(1);
        assertThat(buyer.get("/orders?idempotencyKey=other").body()).isEqualTo("{\"orders\":[],\"next\":null}");
    }

    @Test
    void hidesAnothersOrder() {
        Console console = shop.console(100, 10);
        String id = shop.buyer().buys(console.times(1)).at("/id");

        Answer answer = shop.buyer().get("/orders/" + id);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.code()).isEqualTo("not-found");
        assertThat(shop.buyer().get("/orders/no-such-id").code()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "limit=", "after=x", "after="})
    void namesTheParameterThatIsWrong(String query) {
        Answer answer = shop.buyer().get("/orders?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-request");
        assertThat(answer.at("/errors/0/parameter")).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void knowsNoStranger() {
        Buyer stranger = shop.stranger("nobody");

        assertThat(stranger.get("/orders").code()).isEqualTo("unknown-user");
        assertThat(stranger.get("/orders/x").code()).isEqualTo("unknown-user");
        assertThat(stranger.get("/users/me").code()).isEqualTo("unknown-user");
        assertThat(stranger.get("/payments/x").code()).isEqualTo("unknown-user");
    }
}
