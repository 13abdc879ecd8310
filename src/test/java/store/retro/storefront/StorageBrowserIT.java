package store.retro.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import store.retro.fixture.browser.BrowserTest;

/** What becomes of the page where the browser has no room for what it remembers, or forbids to remember. */
class StorageBrowserIT extends BrowserTest {

    private static final String FULL =
            "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }";
    private static final String FORGETFUL = "Storage.prototype.setItem = () => {}";
    private static final String UNREADABLE =
            "Storage.prototype.getItem = () => { throw new DOMException('no', 'SecurityError'); }";
    private static final String FORBIDDEN = """
        Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });
        """;

    @Test
    void addsToTheCartThatItCannotWriteDown() {
        putIntoCart("game-boy", 1);
        for (String fault : List.of(FORGETFUL, FULL)) {
            browser.reload();
            browser.settled();
            browser.script(fault);
            putIntoCart("game-gear", 2);
            browser.waitFor(
                    "three consoles", () -> browser.textOf("#cart-count").equals("3"));
        }
        browser.go("/cart");
        browser.press("Remove Game Boy");
        browser.waitFor("two consoles", () -> browser.textOf("#cart-count").equals("2"));
    }

    @Test
    void addsToTheCartThatItCannotReadAgain() {
        browser.script(UNREADABLE);
        putIntoCart("game-boy", 2);

        browser.waitFor("two consoles", () -> browser.textOf("#cart-count").equals("2"));
    }

    @Test
    void buysWhereThereIsNoStorage() {
        browser.beforeEachPage(FORBIDDEN);
        browser.reload();
        buyAs("grace");

        assertThat(browser.shows("#cart-count")).isFalse();
        assertThat(browser.shows("#banner")).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }
}
