package store.retro.order.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** What an order says of its past. */
@StoreTest
class OrderHistoryIT {

    @Autowired
    private Shop shop;

    @Test
    void tellsWhatHasHappenedOldestFirst() {
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(2)).at("/id");
        assertThat(events(buyer.get("/orders/" + order + "/history"))).containsExactly("placed by buyer");
        shop.settle();
        shop.staff().ships(order);

        Answer history = buyer.get("/orders/" + order + "/history");

        assertThat(events(history)).containsExactly("placed by buyer", "captured by store", "shipped by staff");
        assertThat(history.at("/1/detail/amount/amount")).isEqualTo("200");
        assertThat(history.at("/2/at")).isEqualTo(buyer.get("/orders/" + order).at("/shippedAt"));
        assertThat(history.json().at("/2").propertyNames()).containsExactly("at", "event", "by", "detail");
    }

    @Test
    void tellsThatItWasCancelledWhileItWasBeingPaid() {
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        shop.settle();
        buyer.cancels(order);
        shop.settle();

        assertThat(events(buyer.get("/orders/" + order + "/history")))
                .containsExactly("placed by buyer", "captured by store", "cancelled by buyer");
    }

    @Test
    void tellsStaffWhoOfThemItWas() {
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        shop.settle();
        Buyer clerk = shop.staff();
        clerk.ships(order);

        Answer history = clerk.get("/staff/orders/" + order + "/history");

        assertThat(history.at("/2/staffId")).isEqualTo(clerk.id());
        assertThat(history.json().at("/0/staffId").isNull()).isTrue();
        assertThat(clerk.get("/staff/orders/never-seen/history").code()).isEqualTo("not-found");
    }

    @Test
    void isNobodyElses() {
        String order = shop.buyer().buys(shop.console(100, 10).times(1)).at("/id");

        assertThat(shop.buyer().get("/orders/" + order + "/history").code()).isEqualTo("not-found");
        assertThat(shop.buyer().get("/staff/orders/" + order + "/history").code())
                .isEqualTo("forbidden");
    }

    @Test
    void leavesOutWhatALaterVersionHasNoted() {
        Buyer buyer = shop.buyer();
        String order = buyer.buys(shop.console(100, 10).times(1)).at("/id");
        shop.settle();
        shop.set(buyer, new Document("history.0.event", "sent to the moon"));

        assertThat(events(buyer.get("/orders/" + order + "/history"))).containsExactly("placed by buyer");
    }

    private static List<String> events(Answer history) {
        assertThat(history.status()).as("%s", history).isEqualTo(200);
        return StreamSupport.stream(history.json().spliterator(), false)
                .map(entry ->
                        entry.at("/event").asString() + " by " + entry.at("/by").asString())
                .toList();
    }
}
