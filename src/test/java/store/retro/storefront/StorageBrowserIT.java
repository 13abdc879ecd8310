package store.retro.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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
    private static final String NONE = "Object.defineProperty(window, 'localStorage', { value: null })";

    @ParameterizedTest
    @ValueSource(strings = {FULL, FORGETFUL})
    void addsToTheCartThatItCannotWriteDown(String fault) {
        putIntoCart("game-boy", 1);
        browser.script(fault);
        putIntoCart("game-gear", 2);

        browser.waitFor("three consoles", () -> browser.textOf("#cart-count").equals("3"));
        browser.go("/cart");
        browser.see("#quantity-game-gear");
        browser.press("Remove Game Boy");
        browser.waitFor("two consoles", () -> browser.textOf("#cart-count").equals("2"));
    }

    @Test
    void buysWhereNothingCanBeReadAgain() {
        browser.script(UNREADABLE);
        buyAs("grace");

        assertThat(browser.shows("#cart-count")).isFalse();
        assertThat(browser.shows("#banner")).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {FORBIDDEN, NONE})
    void buysWhereThereIsNoStorage(String fault) {
        browser.beforeEachPage(fault);
        browser.reload();
        buyAs("grace");

        assertThat(browser.shows("#cart-count")).isFalse();
        assertThat(browser.complaints()).isEmpty();
    }
}
