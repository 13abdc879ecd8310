package store.retro.development.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import store.retro.fixture.browser.AnimatedPicture;
import store.retro.fixture.browser.Browser;

class LabBrowserIT extends LabBrowserTest {

    private final AnimatedPicture picture = new AnimatedPicture();

    /** Drawn as {@code lab-rollback.gif}, if the run asks for pictures. */
    @Test
    void takesBackWhatWasOnlyInside() {
        begin();
        frame();
        nextWrite();
        frame();
        nextWrite();
        frame();
        assertThat(field("products", "quantity", "outside")).isEqualTo("5");
        assertThat(field("products", "quantity", "inside")).startsWith("4");

        breakIt("exception");

        frame();
        assertThat(field("products", "quantity", "outside")).isEqualTo("5");
        assertThat(field("products", "quantity", "inside")).isEqualTo("4 (taken back)");
        assertThat(rolledBack("managed")).isEqualTo(1);
        assertThat(browser.textOf("#log")).contains("Rolled back: ");
        Browser.pictureFile("lab-rollback.gif").ifPresent(file -> picture.write(file, 180));
    }

    @Test
    void stepsAndBreaksWithTheKeyboardOnly() {
        browser.go("by-hand");
        browser.tabTo("[data-press=begin]");
        browser.keys(Keys.ENTER);
        seeHeld();
        browser.tabTo("[data-press=next]");
        browser.keys(Keys.ENTER);
        browser.see("[data-side=inside]");
        assertThat(browser.script("return document.activeElement.dataset.press"))
                .isEqualTo("next");
        browser.tabTo("[data-press=exception]");
        browser.keys(Keys.ENTER);
        seeVerdictsOf(1);

        assertThat(wrongBy("managed", "stock")).isZero();
    }

    @Test
    void saysWhyABreakIsNotPossible() {
        begin();

        browser.click("[data-press=crash]");

        assertThat(browser.textOf("#why-crash .why")).isNotEmpty();
        assertThat(browser.see("[data-press=crash]").getDomAttribute("aria-disabled"))
                .isEqualTo("true");
    }

    @Test
    void showsTheSameAfterAReload() {
        begin();
        nextWrite();

        browser.reload();

        browser.see("[data-side=inside]");
        browser.click("[data-press=end]");
        seeVerdictsOf(1);
    }

    @Test
    void sellsMoreThanThereIsInThePrintedRecipe() {
        browser.go("crowd");
        browser.type("buyers", "20");
        browser.type("stock", "5");
        run();
        browser.patiently(() -> seeVerdictsOf(4));

        assertThat(crowd("recipe", "sold")).isGreaterThan(crowd("recipe", "stock"));
        assertThat(crowd("managed", "sold")).isEqualTo(crowd("managed", "stock"));
        assertThat(browser.textOf("#chart")).contains(crowd("recipe", "oversold") + " too many");
    }

    private long crowd(String style, String column) {
        return Long.parseLong(browser.textOf("[data-crowd=" + style + "] [data-column=" + column + "]"));
    }

    private void frame() {
        if (Browser.pictureFile("lab-rollback.gif").isPresent()) {
            browser.pause(1_500);
            picture.add(browser.look("#hand", "#looking"));
        }
    }
}
