package store.retro.order.handling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** What was shipped and has all come back, once no older version has to read it. */
@StoreTest
class ReturnedOrdersIT {

    @Autowired
    private Shop shop;

    @Test
    void areReturnedWithTheirLastLine() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = shipped(buyer, console.times(2));
        assertThat(shop.staff().refunds(order, console.times(1)).at("/status")).isEqualTo("shipped");

        Answer answer = shop.staff().refunds(order, console.times(1));
        shop.settle();

        assertThat(answer.at("/status")).isEqualTo("returned");
        assertThat(answer.at("/shippedAt")).isNotEmpty();
        assertThat(answer.body()).isEqualTo(buyer.get("/orders/" + order).body());
        assertThat(shop.quantity(console)).isEqualTo(10);
        shop.invariant().holds();
        shop.invariant().settlesEachPaymentOnce(List.of(buyer.id()));
    }

    @Test
    void stayShippedWhereOnlyTheMoneyCameBack() {
        Console console = shop.console(100, 10);
        String order = shipped(shop.buyer(), console.times(1));

        assertThat(shop.staff().refunds(order, 100).at("/status")).isEqualTo("shipped");
        assertThat(shop.staff().refunds(order, console.times(1)).at("/status")).isEqualTo("returned");
        assertThat(shop.quantity(console)).isEqualTo(10);
    }

    @Test
    void areNeitherCancelledNorShippedNorRefundedAnyMore() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = shipped(buyer, console.times(1));
        shop.staff().refunds(order, console.times(1));

        assertThat(buyer.cancels(order).code()).isEqualTo("order-not-cancellable");
        assertThat(shop.staff().cancelsAsStaff(order).code()).isEqualTo("order-not-cancellable");
        assertThat(shop.staff().ships(order).code()).isEqualTo("order-not-shippable");
        assertThat(shop.staff().ships(order).at("/reason")).isEqualTo("returned");
        assertThat(shop.staff().refunds(order, 10).code()).isEqualTo("order-not-changeable");
    }

    private String shipped(Buyer buyer, Console.Line... lines) {
        String order = buyer.buys(lines).at("/id");
        shop.settle();
        assertThat(shop.staff().ships(order).status()).isEqualTo(200);
        return order;
    }
}
