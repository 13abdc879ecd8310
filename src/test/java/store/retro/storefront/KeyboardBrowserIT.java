package store.retro.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import store.retro.fixture.browser.BrowserTest;

class KeyboardBrowserIT extends BrowserTest {

    @Test
    void buysWithTheKeyboardOnly() {
        browser.tabTo("#skip");
        browser.keys(Keys.ENTER);
        browser.seeFocusOn("Play it in your hands");
        browser.tabTo(".card:first-child .add");
        browser.keys(Keys.ENTER);
        browser.tabTo(".bottom a");
        browser.go("/cart");
        browser.tabTo("[href='#/checkout']");
        browser.keys(Keys.ENTER);
        browser.seeHeading("Check out");
        browser.tabTo("main .button");
        browser.keys(Keys.ENTER);
        browser.see(".people");
        browser.tabTo("[data-user=ada]");
        browser.keys(Keys.SPACE);
        browser.tabTo("#line1");
        browser.keys(Keys.chord(Keys.CONTROL, "a"), "12 St James's Square", Keys.TAB, Keys.TAB);
        browser.tabTo("#city");
        browser.keys(Keys.chord(Keys.CONTROL, "a"), "London");
        browser.tabTo("#country");
        browser.keys("United K");
        browser.tabTo("main button[type=submit]");
        browser.keys(Keys.ENTER);
        browser.seeFocusOn("Order placed!");
    }

    @Test
    void keepsTheFocusInADialogAndGivesItBack() {
        browser.tabTo("#account");
        browser.keys(Keys.ENTER);
        browser.see(".people");
        for (int i = 0; i < 12; i++) {
            browser.keys(Keys.TAB);
            assertThat(browser.script("return Boolean(document.activeElement.closest('dialog'))"
                            + " || document.activeElement === document.body"))
                    .isEqualTo(true);
        }
        browser.keys(Keys.ESCAPE);
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("account");
    }

    @Test
    void movesTheFocusToTheHeadingOfANewView() {
        browser.tabTo("[data-nav][href='#/cart']");
        browser.keys(Keys.ENTER);
        browser.seeFocusOn("Empty cart");
        assertThat(browser.script("return document.title")).isEqualTo("Cart · Retro Store");
    }
}
