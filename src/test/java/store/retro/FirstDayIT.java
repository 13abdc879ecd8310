package store.retro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Clerk;
import store.retro.fixture.Console;
import store.retro.fixture.NewShop;
import store.retro.fixture.StaffCalls;

/** A shop's first day, over HTTP: from an empty database to the first parcel of which half comes back. */
class FirstDayIT {

    private static NewShop shop;

    @BeforeAll
    static void open() {
        shop = new NewShop("first-day");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @Test
    void endsWithBooksThatAreRight() {
        Clerk stella = new Clerk(shop.atTheBackOffice("stella"));
        Buyer carla = shop.atTheBackOffice("carla");
        Buyer ada = shop.atTheStorefront("ada");

        Console boy = makes(stella, "Game Boy", 8999, 20);
        Console gear = makes(stella, "Game Gear", 14999, 10);
        makes(stella, "Atari Lynx", 17999, 5);
        assertThat(shop.shop().anonymously("GET", "/products", null).json().findValuesAsString("name"))
                .containsExactly("Atari Lynx", "Game Boy", "Game Gear");

        ada.buys(boy.times(4), gear.times(2));
        String order = awaitOneToShip(carla);
        carla.ships(order, "{\"carrier\": \"Post\", \"trackingNumber\": \"RC 1\"}");
        assertThat(ada.get("/orders/" + order).at("/shipment/trackingNumber")).isEqualTo("RC 1");

        assertThat(carla.refunds(order, boy.times(2)).code()).isEqualTo("forbidden");
        assertThat(stella.person().refunds(order, boy.times(2), gear.times(1)).status())
                .isEqualTo(201);
        await().atMost(Duration.ofSeconds(30)).until(() -> !shop.shop().isDue());

        Answer now = ada.get("/orders/" + order);
        assertThat(now.at("/status")).isEqualTo("shipped");
        assertThat(now.at("/refundedAmount/amount")).isEqualTo("32997");
        assertThat(ada.get("/users/me").at("/lifeTimeValue/amount")).isEqualTo("32997");
        assertThat(List.of(stock(boy), stock(gear))).containsExactly("18 of 20", "9 of 10");
        assertThat(carla.get("/staff/customers").at("/customers/0/lifeTimeValue/amount"))
                .isEqualTo("32997");
        assertThat(carla.get("/staff/orders?settlement=refunded-in-part").at("/orders/0/id"))
                .isEqualTo(order);
        shop.shop().invariant().holds();
        shop.shop().invariant().leavesNoPaymentBehind("ada");
    }

    /** A page at which people shop is none at which they may do more, whoever they are. */
    @Test
    void whoeverSignsInToShopIsNobodyOfTheStaff() {
        Buyer shopping = shop.atTheStorefront("stella");

        assertThat(StaffCalls.of(shop.store())).isNotEmpty().allSatisfy(call -> {
            String[] parts = call.replace("{}", "an-id").split(" ");
            assertThat(shopping.send(parts[0], parts[1], Map.of(), null).code()).isEqualTo("forbidden");
        });
    }

    private static Console makes(Clerk staff, String name, long price, int quantity) {
        String image = "/images/" + name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".svg";
        String product = Clerk.described(name, price).replace("/images/lynx.svg", image);
        Console console =
                new Console(staff.creates(UUID.randomUUID().toString(), product).at("/id"), price, 0);
        assertThat(staff.restocks(console, quantity).at("/quantity")).isEqualTo(String.valueOf(quantity));
        assertThat(shop.shop().anonymously("GET", image, null).status()).isEqualTo(200);
        shop.shop().putOnSale(console);
        return console;
    }

    /** The first one on the list of what is to be shipped. */
    private static String awaitOneToShip(Buyer clerk) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> clerk.get("/staff/orders?settlement=captured&sort=placedAt")
                                .at("/orders/0/id"),
                        id -> !id.isEmpty());
    }

    private static String stock(Console console) {
        Document product = shop.shop().document("products", console.id());
        return product.get("quantity") + " of " + product.get("received");
    }
}
