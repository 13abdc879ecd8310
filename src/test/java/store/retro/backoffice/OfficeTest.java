package store.retro.backoffice;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import store.retro.fixture.browser.BrowserTest;

/** A browser at the back office of a shop that has no orders yet. */
abstract class OfficeTest extends BrowserTest {

    @Autowired
    MongoTemplate mongo;

    @Override
    protected String page() {
        return "/back-office";
    }

    @BeforeEach
    void forgetTheOrdersOfOtherTests() {
        mongo.remove(new Query(), "orders");
    }

    /** In development: as clerk, who is Grace, or as staff, who is Alan. */
    void signInAs(String role) {
        browser.click("[data-role=" + role + "]");
        browser.seeHeading("To ship");
    }

    /** What Ada has bought and paid; the order's id. */
    String sold(String productId, int quantity) {
        return shop.sell("ada", productId, quantity);
    }

    void open(String orderId) {
        browser.go("/orders/" + orderId);
        browser.see(".log li");
    }

    /** Lets the page look at once whether something has changed, as when its window is seen again. */
    void lookNow() {
        browser.script("document.dispatchEvent(new Event('visibilitychange'))");
    }

    /** The control that does this to an order. */
    static String control(String action, String orderId) {
        return "[data-act='" + action + ":" + orderId + "']";
    }

    String statusOf(String orderId) {
        return shop.order("ada", orderId).get("status").asString();
    }

    /** What the page has said last. */
    void seeSaid(String sentence) {
        browser.waitFor(
                "to be told “" + sentence + "”",
                () -> browser.textOf("#announcer").contains(sentence));
    }
}
