package store.retro.product.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static store.retro.fixture.Clerk.described;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Clerk;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** To buyers a product that is withdrawn is as if it did not exist, in every way that an order is written. */
abstract class WithdrawnProducts {

    @Autowired
    private Shop shop;

    private Clerk staff;
    private Console console;
    private Buyer buyer;

    @BeforeEach
    void stock() {
        staff = new Clerk(shop.staff());
        console = staff.creates(100);
        staff.restocks(console, 10);
        buyer = shop.buyer();
    }

    @Test
    void isNeitherListedNorShownNorPaidFor() {
        staff.withdraws(console);

        assertThat(shop.anonymously("GET", "/products", null).body()).doesNotContain(console.id());
        assertThat(shop.anonymously("GET", "/products/" + console.id(), null).code())
                .isEqualTo("not-found");
        assertThat(buyer.pays("pm_card_visa", console.times(1)).code()).isEqualTo("unknown-product");
    }

    @Test
    void isNotSoldToWhomWasTheFasterToPay() {
        String payment = buyer.pays(console.times(1));
        staff.withdraws(console);

        assertThat(buyer.places(Purchase.of(payment, console.times(1))).code()).isEqualTo("unknown-product");
    }

    /** The store has seen it a moment ago, and nobody has told it: only the filter of the write can tell. */
    @Test
    void isNotSoldByAnInstanceThatRemembersIt() {
        String payment = buyer.pays(console.times(1));
        shop.change(console, "withdrawn", true);

        assertThat(buyer.places(Purchase.of(payment, console.times(1))).code()).isEqualTo("unknown-product");
        assertThat(shop.quantity(console)).isEqualTo(10);
    }

    @Test
    void isSoldAgainOnceItIsBack() {
        staff.withdraws(console);
        staff.restores(console);

        assertThat(buyer.buys(console.times(1)).status()).isEqualTo(201);
    }

    @Test
    void staysInPastOrdersAndTakesBackWhatIsCancelled() {
        Answer order = buyer.buys(console.times(2));
        staff.withdraws(console);

        assertThat(buyer.get("/orders/" + order.at("/id")).at("/items/0/name")).isEqualTo("Lynx");
        assertThat(buyer.cancels(order.at("/id")).status()).isEqualTo(200);
        assertThat(staff.reads(console).at("/quantity")).isEqualTo("10");
    }

    @Test
    void isSoldAtTheNewPriceOnceItIsEdited() {
        String payment = buyer.pays(console.times(1));
        staff.edits(console, "\"1\"", described("Lynx", 90));

        Answer refused = buyer.places(Purchase.of(payment, console.times(1)));

        assertThat(refused.code()).isEqualTo("price-changed");
        assertThat(refused.at("/billingAmount/amount")).isEqualTo("90");
    }
}
