package store.retro.backoffice;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.Keys;
import store.retro.fixture.browser.Viewport;

/** Every state of the back office on a phone, or every screen, by day and in the dark. */
@ParameterizedClass
@MethodSource("store.retro.fixture.browser.Viewport#ofThisRun")
class OfficeStatesBrowserIT extends OfficeTest {

    @Parameter
    Viewport look;

    @Override
    protected Viewport look() {
        return look;
    }

    @Test
    void orders() {
        state("office-signed-out");
        signInAs("staff");
        state("office-nothing-to-ship");
        String order = sold("game-boy-color", 2);
        sold("game-boy-advance", 1);
        lookNow();
        browser.see(control("ship", order));
        state("office-to-ship");
        browser.click(control("ship", order));
        browser.type("trackingUrl", "javascript:alert(1)");
        browser.press("Ship it");
        state("office-ship");
        browser.press("Close");
        open(order);
        state("office-order");
        browser.press("Change the address…");
        state("office-address");
        browser.press("Close");
        browser.press("Refund…");
        browser.type("line-0", "1");
        browser.click("dialog [type=submit]");
        state("office-refund");
        browser.click("[name=restock][value=no]");
        browser.type("reason", "a scratch");
        browser.click("dialog [type=submit]");
        state("office-sure");
        browser.press("No, go back");
        browser.press("Close");
        browser.go("/orders");
        state("office-orders");
        browser.go("/customers");
        state("office-customers");
        browser.go("/nowhere");
        state("office-nothing-here");
    }

    @Test
    void productsAndTrouble() {
        signInAs("staff");
        browser.go("/stuck");
        state("office-nothing-stuck");
        browser.go("/products");
        browser.type("change-game-boy", "a few");
        browser.keys(Keys.ENTER);
        state("office-products");
        browser.go("/products/game-boy");
        state("office-product");
        browser.go("/new-product");
        browser.press("Save");
        state("office-new-product");
        browser.click("#account");
        state("office-account");
        browser.press("Close");
        browser.go("/products");
        line.spoilTokens(true);
        lookNow();
        browser.see("#banner");
        state("office-session-ended");
    }

    private void state(String name) {
        lookAt(name, browser::isFreeOfFindings);
    }
}
