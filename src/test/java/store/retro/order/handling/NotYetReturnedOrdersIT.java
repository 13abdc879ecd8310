package store.retro.order.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** What was shipped and has all come back, while an older version may have to read it. */
@StoreTest
@TestPropertySource(properties = {"spring.mongodb.database=not-yet-returned", "store.compatible-with=1.0.0"})
class NotYetReturnedOrdersIT {

    @Autowired
    private Shop shop;

    @Test
    void stayShippedWithEverythingGivenBack() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = buyer.buys(console.times(1)).at("/id");
        shop.settle();
        shop.staff().ships(order);

        Answer answer = shop.staff().refunds(order, console.times(1));
        shop.settle();

        assertThat(answer.at("/status")).isEqualTo("shipped");
        assertThat(answer.at("/refundedAmount/amount")).isEqualTo("100");
        assertThat(answer.body()).isEqualTo(buyer.get("/orders/" + order).body());
        assertThat(shop.staff().refunds(order, console.times(1)).code()).isEqualTo("more-than-left");
        assertThat(shop.orders(buyer).get(0).get("settlement", Document.class)).containsEntry("state", "refunded");
        shop.invariant().holds();
        shop.invariant().settlesEachPaymentOnce(List.of(buyer.id()));
    }
}
