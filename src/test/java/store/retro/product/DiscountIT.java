package store.retro.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.stereotype.Component;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** A discount is one class. */
@StoreTest
@Import(DiscountIT.SecondHalfPrice.class)
class DiscountIT {

    /** Who takes two or more pays half. */
    @Component
    static class SecondHalfPrice implements Discount {

        @Override
        public long unitPrice(String userId, Cart cart, Product product) {
            boolean several = cart.lines().stream().anyMatch(line -> line.quantity() > 1);
            return several ? product.price() / 2 : product.price();
        }
    }

    @Autowired
    private Shop shop;

    @Test
    void startsThePaymentAndPlacesTheOrderAtTheLowerPrice() {
        Console console = shop.console(1000, 10);
        Buyer buyer = shop.buyer();
        Answer payment = buyer.pays("pm_card_visa", console.times(2));
        assertThat(payment.json().at("/amount/amount").asLong()).isEqualTo(1000);

        Answer placed =
                buyer.places(Purchase.of(payment.at("/id"), console.times(2)).withBillingAmount(1000));

        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.json().at("/items/0/unitPrice/amount").asLong()).isEqualTo(500);
        assertThat(storedLine(buyer)).containsEntry("unitPrice", 500L).containsEntry("listedPrice", 1000L);
        assertThat(shop.quantity(console)).isEqualTo(8);
        shop.invariant().holds();
    }

    @Test
    void storesNoListedPriceWhereItIsTheChargedOne() {
        Console console = shop.console(1000, 10);

        Buyer buyer = shop.buyer();
        buyer.buys(console.times(1));

        assertThat(storedLine(buyer)).containsEntry("unitPrice", 1000L).doesNotContainKey("listedPrice");
    }

    @Test
    void givesTheStockOfACancelledOrderBack() {
        Console console = shop.console(1000, 10);
        Buyer buyer = shop.buyer();
        Answer placed = buyer.places(
                Purchase.of(buyer.pays("pm_card_visa", console.times(2)).at("/id"), console.times(2))
                        .withBillingAmount(1000));

        assertThat(buyer.cancels(placed.at("/id")).status()).isEqualTo(200);

        assertThat(shop.quantity(console)).isEqualTo(10);
        assertThat(shop.lifeTimeValue(buyer)).isZero();
    }

    @Test
    void refusesTheListedTotal() {
        Console console = shop.console(1000, 10);
        Buyer buyer = shop.buyer();

        Answer refused = buyer.places(
                Purchase.of(buyer.pays("pm_card_visa", console.times(2)).at("/id"), console.times(2)));

        assertThat(refused.code()).isEqualTo("price-changed");
        assertThat(refused.json().at("/billingAmount/amount").asLong()).isEqualTo(1000);
    }

    private Document storedLine(Buyer buyer) {
        return shop.orders(buyer).get(0).getList("items", Document.class).get(0);
    }
}
