package store.retro.development.lab;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import store.retro.fixture.browser.Viewport;

/** Every state of the lab on a phone, or every screen, by day and in the dark: no findings, nothing sticks out. */
@ParameterizedClass
@MethodSource("store.retro.fixture.browser.Viewport#ofThisRun")
class LabStatesBrowserIT extends LabBrowserTest {

    @Parameter
    Viewport look;

    @Override
    protected Viewport look() {
        return look;
    }

    @Test
    void byHandAndScripts() {
        state("lab");
        browser.go("nowhere");
        state("lab-nothing-here");
        begin();
        state("lab-held");
        nextWrite();
        nextWrite();
        state("lab-inside");
        breakIt("exception");
        browser.script("document.querySelectorAll('details').forEach((each) => (each.open = true))");
        state("lab-rolled-back");
        browser.go("rollback");
        run();
        browser.patiently(() -> seeVerdictsOf(4));
        state("lab-rollback");
        browser.go("crowd");
        browser.type("buyers", "20");
        browser.type("stock", "5");
        run();
        browser.patiently(() -> seeVerdictsOf(4));
        state("lab-crowd");
    }

    private void state(String name) {
        lookAt(name, browser::isFreeOfFindings);
    }
}
