package store.retro.order.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Statuses that this version does not know: such an order is shown, and otherwise left alone. */
@StoreTest
class OrdersOfALaterVersionIT {

    @Autowired
    private Shop shop;

    @Test
    void showsThemAsUnknownBesideTheOthers() {
        Buyer buyer = shop.buyer();
        String id = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        shop.set(buyer, new Document("status", "rma"));
        buyer.buys(shop.console(100, 10).times(1));

        assertThat(buyer.get("/orders/" + id).at("/status")).isEqualTo("unknown");
        assertThat(buyer.get("/orders").json().at("/orders"))
                .extracting(order -> order.get("status").asString())
                .containsExactly("placed", "unknown");
    }

    @Test
    void neitherCancelsNorShipsThem() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String id = buyer.buys(console.times(1)).at("/id");
        shop.set(buyer, new Document("status", "rma").append("settlement.status", "captured"));

        assertThat(buyer.cancels(id).code()).isEqualTo("order-not-cancellable");
        assertThat(shop.staff().ships(id).code()).isEqualTo("order-not-shippable");

        assertThat(shop.quantity(console)).isEqualTo(9);
        assertThat(shop.orders(buyer).get(0)).containsEntry("status", "rma");
    }

    @Test
    void neitherTakesNorGivesBackTheirMoney() {
        Buyer buyer = shop.buyer();
        String payment = buyer.buys(shop.console(100, 10).times(1)).at("/paymentId");
        shop.set(buyer, new Document("status", "rma"));

        shop.settle();

        assertThat(shop.atTheProvider(payment)).containsEntry("status", "authorized");
    }

    @Test
    void leavesAloneWhatIsSettledInAWayOfALaterVersion() {
        Buyer buyer = shop.buyer();
        String payment = buyer.buys(shop.console(100, 10).times(1)).at("/paymentId");
        shop.set(buyer, new Document("settlement.status", "on-hold"));

        shop.settle();

        assertThat(shop.atTheProvider(payment)).containsEntry("status", "authorized");
        assertThat(shop.orders(buyer).get(0).getEmbedded(List.of("settlement", "status"), String.class))
                .isEqualTo("on-hold");
    }

    @Test
    void acceptsNoPaymentOfALaterStatus() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String payment = buyer.pays(console.times(1));
        shop.change("payments", payment, "status", "frozen");

        assertThat(buyer.places(Purchase.of(payment, console.times(1))).at("/reason"))
                .isEqualTo("unknown");
        assertThat(buyer.get("/payments/" + payment).at("/status")).isEqualTo("unknown");
    }
}
