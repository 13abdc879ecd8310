package store.retro.storefront;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import store.retro.fixture.browser.BrowserTest;
import store.retro.fixture.browser.Viewport;

/**
 * Every state of the page on a phone, or every screen, by day and in the dark: nothing sticks out, axe finds nothing
 * serious, and a picture is written if the run asks for pictures.
 */
@ParameterizedClass
@MethodSource("store.retro.fixture.browser.Viewport#ofThisRun")
class EveryStateBrowserIT extends BrowserTest {

    @Parameter
    Viewport look;

    @Override
    protected Viewport look() {
        return look;
    }

    @Test
    void shelfCartAndSignIn() {
        state("catalogue");
        browser.type("search", "nothing like it");
        state("no-match");
        browser.go("/consoles/game-boy-color");
        state("console");
        browser.go("/nowhere");
        state("nothing-here");
        browser.go("/cart");
        state("cart-empty");
        putIntoCart("game-boy-color", 1);
        putIntoCart("game-boy-advance", 2);
        browser.go("/cart");
        state("cart");
        browser.go("/orders");
        state("signed-out");
        browser.press("Sign in");
        browser.see(".people");
        state("sign-in");
        browser.click("[data-user=ada]");
        browser.settled();
        browser.click("#account");
        state("account");
        browser.open("/problems/idempotency-key-reused");
        browser.see("#brand .pixels");
        state("problem");
    }

    @Test
    void checkOutToReceipt() {
        putIntoCart("game-boy-color", 1);
        putIntoCart("game-boy-advance", 2);
        checkOutAs("ada");
        state("check-out");
        browser.type("line1", " ");
        placeOrder();
        state("field-error");
        browser.type("line1", "12 St James's Square");
        browser.click("[value=pm_card_authenticationRequired]");
        placeOrder();
        browser.see(".bank .button");
        state("bank");
        line.delayAnswers("/place-order", 5_000);
        browser.press("Approve");
        browser.seeText("Placing the order");
        state("placing");
        seeOrderPlaced();
        state("order-placed");
        browser.press("← My orders");
        browser.see(".order-row");
        state("orders");
        browser.click(".order-row h2 a");
        browser.press("Cancel this order");
        state("cancel");
        browser.press("Keep it");
        browser.go("/account");
        state("my-account");
        browser.press("Erase my account");
        state("erase");
        browser.press("Erase my account");
        browser.seeText("Only after");
        state("erase-unsaid");
        browser.type("erase-word", "erase");
        browser.press("Erase my account");
        browser.seeText("One of your orders");
        state("orders-open");
        browser.press("Close");
        browser.go("/erased");
        state("erased");
    }

    @Test
    void cancelledOrder() {
        putIntoCart("game-boy-color", 1);
        checkOutAs("ada");
        placeOrder();
        browser.press("Cancel this order");
        browser.press("Cancel the order");
        browser.see(".badge.cancelled");
        state("cancelled");
    }

    @Test
    void shippedOrder() {
        String id = buyAs("ada");
        browser.press("Change the address");
        state("mend-address");
        browser.type("city", "Leeds");
        browser.press("Send it there");
        browser.seeText("You changed the delivery address.");
        shop.ship(id, """
            {"carrier": "Royal Mail", "trackingNumber": "RM 123 456 789 GB", "trackingUrl": "https://track.example/"}
            """);
        browser.reload();
        browser.see(".badge.shipped");
        state("shipped");
    }

    @Test
    void problems() {
        shop.stock("atari-lynx", 9);
        shop.price("atari-lynx", 14_999);
        putIntoCart("atari-lynx", 2);
        checkOutAs("grace");
        browser.click("[value=pm_card_chargeDeclined]");
        placeOrder();
        browser.seeHeading("Your card was declined");
        state("declined");
        browser.press("Choose how to pay");
        browser.settled();
        shop.price("atari-lynx", 15_999);
        browser.click("[value=pm_card_visa]");
        placeOrder();
        browser.seeHeading("The price has changed");
        state("price-changed");
        shop.stock("atari-lynx", 1);
        browser.press("Pay $319.98");
        browser.seeHeading("Someone was faster");
        state("out-of-stock");
        browser.press("Look at the cart");
        browser.see(".notice.bad");
        state("cart-too-much");
        browser.press("Take what is left");
        browser.press("Check out");
        fillInAddress();
        line.spoilTokens(true);
        placeOrder();
        browser.seeHeading("Your session has ended");
        state("session-ended");
        browser.press("Close");
        line.spoilTokens(false);
        browser.see("#banner");
        state("unfinished-order");
        line.cut("/payments");
        browser.press("Sign in to finish it");
        browser.click("[data-user=grace]");
        browser.seeText("Asking again by itself");
        state("asking-again");
        browser.script("Math.random = () => 0"); // the jitter of the back-off: no need to sit through it four times
        browser.seeHeading("No answer from the shop");
        state("no-answer");
    }

    private void state(String name) {
        lookAt(name, browser::isAccessible);
    }
}
