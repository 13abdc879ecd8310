package store.retro.backoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.NewShop;
import store.retro.fixture.OpenIdServer;
import store.retro.fixture.browser.Browser;
import store.retro.fixture.browser.Chromium;
import store.retro.fixture.browser.Viewport;

/** A shop's first day at its two pages: from an empty database to the first parcel of which half comes back. */
@ExtendWith(Chromium.class)
class FirstDayBrowserIT {

    private static final Map<String, String> PRICES =
            Map.of("Game Boy", "89.99", "Game Gear", "149.99", "Atari Lynx", "179.99");

    private NewShop shop;
    private Browser stella;
    private Browser carla;
    private Browser ada;

    @BeforeEach
    void open() {
        shop = new NewShop("first-day-at-the-pages");
        stella = new Browser(Viewport.DESKTOP_LIGHT, shop.backOffice());
        carla = new Browser(Viewport.PHONE_LIGHT, shop.backOffice());
        ada = new Browser(Viewport.DESKTOP_LIGHT, shop.storefront());
    }

    @AfterEach
    void close() {
        stella.close();
        carla.close();
        ada.close();
        shop.close();
    }

    @Test
    void endsWithBooksThatAreRight() {
        signIn(stella, "stella");
        String lynx = makes("Atari Lynx", 5);
        String boy = makes("Game Boy", 20);
        String gear = makes("Game Gear", 10);
        stella.go("/products");
        stella.picture("office-first-products");

        String order = buys(Map.of(boy, 4, gear, 2));
        ships(order);
        refundsHalf(order, Map.of(boy, 2, gear, 1));

        await().atMost(Duration.ofSeconds(30)).until(() -> !shop.shop().isDue());
        Answer now = shop.atTheStorefront("ada").get("/orders/" + order);
        assertThat(now.at("/status")).isEqualTo("shipped");
        assertThat(now.at("/shipment/trackingNumber")).isEqualTo("RC 1");
        assertThat(now.at("/refundedAmount/amount")).isEqualTo("32997");
        assertThat(shop.atTheStorefront("ada").get("/users/me").at("/lifeTimeValue/amount"))
                .isEqualTo("32997");
        assertThat(stock(boy)).isEqualTo("18 of 20");
        assertThat(stock(gear)).isEqualTo("9 of 10");
        assertThat(stock(lynx)).isEqualTo("5 of 5");
        shop.shop().invariant().holds();
        shop.shop().invariant().leavesNoPaymentBehind("ada");
        assertThat(stella.complaints()).isEmpty();
        assertThat(carla.complaints()).isEmpty();
    }

    private static void signIn(Browser browser, String person) {
        browser.press("Continue to sign in");
        browser.type("username", person);
        browser.type("password", OpenIdServer.PASSWORD);
        browser.press("Sign in");
        browser.settled();
    }

    private String makes(String name, int quantity) {
        stella.go("/new-product");
        stella.type("product-name", name);
        stella.type("product-year", "1989");
        stella.type("product-price", PRICES.get(name));
        stella.type(
                "product-imageUrl", "/images/" + name.toLowerCase(Locale.ROOT).replace(' ', '-') + ".svg");
        stella.type("product-description", "Runs on six batteries.");
        stella.press("Save");
        stella.seeHeading(name);
        String id = String.valueOf(stella.script("return location.hash.split('/').pop()"));
        stella.go("/products");
        stella.type("change-" + id, "+" + quantity);
        stella.keys(Keys.ENTER);
        stella.seeText(quantity + " in stock");
        shop.shop().putOnSale(new Console(id, 0, 0));
        return id;
    }

    private String buys(Map<String, Integer> cart) {
        cart.forEach((product, quantity) -> {
            ada.go("/consoles/" + product);
            for (int i = 0; i < quantity; i++) {
                ada.click(".console .add");
            }
        });
        ada.go("/checkout");
        ada.press("Sign in");
        signIn(ada, "ada");
        ada.fillInAddress();
        ada.click("main button[type=submit]");
        ada.seeHeading("Order placed!");
        Buyer buyer = shop.atTheStorefront("ada");
        return buyer.get("/orders").at("/orders/0/id");
    }

    private void ships(String order) {
        signIn(carla, "carla");
        carla.patiently(() -> carla.see("[data-act='ship:" + order + "']"));
        carla.picture("office-first-order");
        carla.click("[data-act='ship:" + order + "']");
        carla.type("carrier", "Post");
        carla.type("trackingNumber", "RC 1");
        carla.press("Ship it");
        carla.waitFor("the order to go", () -> !carla.shows("[data-act='ship:" + order + "']"));
    }

    /** In the page a line's number is its place in the order. */
    private void refundsHalf(String order, Map<String, Integer> half) {
        List<String> lines = shop.atTheStorefront("ada")
                .get("/orders/" + order)
                .json()
                .at("/items")
                .findValuesAsString("productId");
        stella.go("/orders/" + order);
        stella.press("Refund…");
        half.forEach((product, quantity) -> stella.type("line-" + lines.indexOf(product), quantity.toString()));
        stella.click("[name=restock][value=yes]");
        stella.type("reason", "Half of them came back.");
        stella.click("dialog [type=submit]");
        stella.press("Give $329.97 back");
        stella.seeText("“Half of them came back.”");
        stella.picture("office-half-returned");
    }

    private String stock(String product) {
        Document stored = shop.shop().document("products", product);
        return stored.get("quantity") + " of " + stored.get("received");
    }
}
