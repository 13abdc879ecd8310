package store.retro.order.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Where no server takes mails. */
@StoreTest
class NoMailIT {

    @Autowired
    private Shop shop;

    @Autowired
    private OrderMails mails;

    @Test
    void anOrderPaysNothingForMails() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        shop.change("users", buyer.id(), "email", "ada@buyers.example");
        String order = buyer.buys(console.times(2)).at("/id");
        shop.staff().refunds(order, console.times(1));
        buyer.cancels(order);

        assertThat(shop.document("orders", new ObjectId(order))).doesNotContainKey("mails");
        assertThat(mails.doNext()).isFalse();
    }
}
