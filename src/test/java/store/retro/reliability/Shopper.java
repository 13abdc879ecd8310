package store.retro.reliability;

import java.util.ArrayList;
import java.util.List;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/**
 * An ordinary buyer, who wants what others want, too: places some orders, and cancels about half of them; staff ships
 * the others.
 */
final class Shopper {

    private static final int ORDERS = 3;

    private final Buyer buyer;
    private final Buyer staff;
    private final Customer customer;
    private final Seeded random;
    private final List<Purchase> purchases = new ArrayList<>();

    /** Pays for everything; nothing is ordered yet. */
    Shopper(Shop shop, List<Console> consoles, Customer customer, Seeded random) {
        this.buyer = shop.buyer();
        this.staff = shop.staff();
        this.customer = customer;
        this.random = random;
        for (int i = 0; i < ORDERS; i++) {
            Console.Line line = random.oneOf(consoles).times(1 + random.below(3));
            purchases.add(Purchase.of(customer.pays(buyer, line), line).withKey("key-" + i));
        }
    }

    String userId() {
        return buyer.id();
    }

    /** Returns when every answer is known. */
    void shops() {
        for (Purchase purchase : purchases) {
            Customer.pause(random.below(100));
            String order = customer.orders(buyer, purchase);
            if (random.percent(50)) {
                customer.cancels(buyer, order);
            } else {
                customer.ships(staff, order);
            }
        }
    }
}
