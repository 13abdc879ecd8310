package store.retro.development.lab;

import java.util.Objects;
import store.retro.fixture.browser.BrowserTest;

/** Somebody at the lab's page, who looks at its numbers. */
abstract class LabBrowserTest extends BrowserTest {

    @Override
    protected String page() {
        return "/dev/lab";
    }

    /** Presses the button that starts what the address has chosen. */
    void run() {
        browser.click("[data-run]:not([aria-disabled])");
    }

    void seeVerdictsOf(int styles) {
        browser.waitFor(
                "verdicts of all styles", () -> browser.count("[data-verdict=right], [data-verdict=wrong]") == styles);
    }

    /** Begins an attempt in the managed style, which stops before its first write. */
    void begin() {
        browser.go("by-hand");
        browser.click("[data-press=begin]");
        seeHeld();
    }

    void nextWrite() {
        String before = browser.textOf("#clock b");
        browser.click("[data-press=next]");
        browser.waitFor(
                "the next stop",
                () -> browser.shows("#clock b") && !browser.textOf("#clock b").equals(before));
    }

    void breakIt(String kind) {
        browser.click("[data-press=" + kind + "]");
        seeVerdictsOf(1);
    }

    void seeHeld() {
        browser.see("[data-press=next]:not([aria-disabled])");
    }

    /** How far a book of a style is out, in units, cents or orders. */
    long wrongBy(String style, String book) {
        return number("[data-style=" + style + "] [data-book=" + book + "]", "wrongBy");
    }

    /** How many transactions of a style were rolled back that had written something. */
    long rolledBack(String style) {
        return number("[data-style=" + style + "] .counted", "rolledBack");
    }

    /** What stands in a field of a document, outside or inside the transaction. */
    String field(String collection, String field, String side) {
        return browser.textOf(
                "[data-document^='" + collection + "/'] [data-field='" + field + "'] [data-side=" + side + "]");
    }

    long number(String css, String name) {
        Object number = browser.script("return document.querySelector(arguments[0])?.dataset[arguments[1]]", css, name);
        return Long.parseLong((String) Objects.requireNonNull(number, css));
    }
}
