package store.retro.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import store.retro.development.DevelopmentTokens;
import store.retro.fixture.browser.BrowserTest;
import store.retro.fixture.browser.Issuer;

/** Signing in as in production: at an OpenID Connect issuer. */
class SignInBrowserIT extends BrowserTest {

    private static Issuer issuer;

    @Autowired
    private DevelopmentTokens tokens;

    @BeforeAll
    static void startIssuer() throws IOException {
        issuer = new Issuer();
    }

    @AfterAll
    static void stopIssuer() {
        issuer.close();
    }

    @DynamicPropertySource
    static void signInAtTheIssuer(DynamicPropertyRegistry registry) {
        registry.add("store.storefront.issuer", () -> issuer.address());
        registry.add("store.storefront.client-id", () -> "storefront");
        registry.add("store.storefront.development-sign-in", () -> false);
        registry.add("store.storefront.connect-sources", () -> issuer.address());
        registry.add("store.back-office.issuer", () -> issuer.address());
        registry.add("store.back-office.client-id", () -> "office");
        registry.add("store.back-office.development-sign-in", () -> false);
        registry.add("store.back-office.connect-sources", () -> issuer.address());
    }

    @BeforeEach
    void signTokens() {
        issuer.signWith(client -> tokens.issue(client, "ada", List.of("staff")));
    }

    @Test
    void signsInWithACodeAndItsProof() {
        browser.go("/orders");
        browser.press("Sign in");
        browser.press("Continue to sign in");
        browser.seeText("Ada");
        browser.seeHeading("My orders", "No orders yet");

        assertThat(browser.script("return location.pathname + location.search + location.hash"))
                .isEqualTo("/#/orders");
        assertThat(browser.stored()).doesNotContain("eyJ").doesNotContain("verifier");
    }

    @Test
    void refusesAnAnswerThatItDidNotAskFor() {
        browser.leave();
        browser.open("/?code=stolen&state=guessed#/orders");
        assertThat(browser.textOf("#account")).isEqualTo("Sign in");
        assertThat(browser.script("return location.search")).isEqualTo("");
    }

    @Test
    void goesOnWithAnUnfinishedOrderWithoutAsking() {
        putIntoCart("game-boy", 1);
        browser.go("/checkout");
        browser.press("Sign in");
        browser.press("Continue to sign in");
        fillInAddress();
        line.loseAnswers(1);
        line.delayAnswers("/place-order", 1_500);
        placeOrder();
        browser.seeText("Placing the order");
        browser.reload();
        seeOrderPlaced();

        assertThat(issuer.prompts()).endsWith("none");
    }

    @Test
    void signsStaffInWithAClientOfItsOwn() {
        browser.open("/back-office#/products");
        browser.press("Continue to sign in");
        browser.seeHeading("Products");

        assertThat(browser.script("return location.pathname + location.search + location.hash"))
                .isEqualTo("/back-office#/products");
        assertThat(browser.stored()).doesNotContain("eyJ").doesNotContain("verifier");
        browser.reload();
        browser.see("#stock-reason");
        assertThat(issuer.prompts()).endsWith("none");
    }

    @Test
    void takesNobodyForStaffByATokenOfTheStorefront() {
        issuer.signWith(client -> tokens.issue("storefront", "ada", List.of("staff")));
        browser.open("/back-office");
        browser.press("Continue to sign in");

        browser.seeHeading("Not for you");
    }
}
