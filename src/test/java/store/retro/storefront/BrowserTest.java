package store.retro.storefront;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import store.retro.development.DevelopmentSeeds;

/** A browser at the page, on a line that can be made a bad one, and the back office of the shop behind it. */
@ExtendWith(Chromium.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "spring.mongodb.database=retro-browser")
@Import(DevelopmentSeeds.class)
abstract class BrowserTest {

    @LocalServerPort
    private int port;

    HttpProxy line;
    BackOffice shop;
    Browser browser;

    @BeforeEach
    void openThePage() throws IOException {
        line = new HttpProxy(port);
        shop = new BackOffice("http://localhost:" + port);
        browser = new Browser(look(), line.address());
    }

    @AfterEach
    void closeThePage() throws IOException {
        if (browser != null) {
            browser.close();
        }
        line.close();
    }

    Viewport look() {
        return Viewport.DESKTOP_LIGHT;
    }

    void putIntoCart(String productId, int quantity) {
        browser.go("/consoles/" + productId);
        for (int i = 0; i < quantity; i++) {
            browser.click(".console .add");
        }
    }

    /** The way to the check-out, signed in and with an address. */
    void checkOutAs(String userId) {
        browser.go("/checkout");
        if (browser.shows(".blank .button")) {
            browser.press("Sign in");
            browser.click("[data-user=" + userId + "]");
        }
        fillInAddress();
    }

    void fillInAddress() {
        browser.type("line1", "12 St James's Square");
        browser.type("city", "London");
        browser.type("postalCode", "SW1Y 4JH");
        browser.choose("country", "United Kingdom");
    }

    void placeOrder() {
        browser.click("main button[type=submit]");
    }

    void seeOrderPlaced() {
        browser.seeHeading("Order placed!");
    }

    /** One console, all the way; the order's id. */
    String buyAs(String userId) {
        putIntoCart("game-boy", 1);
        checkOutAs(userId);
        placeOrder();
        seeOrderPlaced();
        return shop.orders(userId).get(0).get("id").asString();
    }
}
