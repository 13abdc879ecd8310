package store.retro.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Signing in as in production: at an OpenID Connect ISSUER. */
class SignInBrowserIT extends IssuerBrowserTest {

    @Autowired
    private MongoTemplate mongo;

    @Test
    void signsInWithACodeAndItsProof() {
        browser.go("/orders");
        signIn();
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
        signIn();
        fillInAddress();
        line.loseAnswers(1);
        line.delayAnswers("/place-order", 1_500);
        placeOrder();
        browser.seeText("Placing the order");
        browser.reload();
        seeOrderPlaced();

        assertThat(ISSUER.prompts()).endsWith("none");
    }

    @Test
    void staysSignedInOverAReload() {
        browser.go("/orders");
        signIn();
        Object steps = browser.script("return history.length");
        browser.reload();
        browser.waitFor("Ada", () -> browser.textOf("#account").equals("Ada"));

        browser.seeHeading("My orders", "No orders yet");
        assertThat(ISSUER.prompts()).endsWith("none");
        assertThat(browser.script("return history.length")).isEqualTo(steps);
        assertThat(browser.count("iframe")).isZero();
        assertThat(browser.stored()).doesNotContain("eyJ").doesNotContain("verifier");
    }

    @Test
    void asksOnceWhereNobodyIsSignedInAnyMore() {
        browser.go("/orders");
        signIn();
        ISSUER.signEverybodyOut();
        browser.reload();
        browser.waitFor("nobody", () -> !browser.stored().contains("ada"));
        browser.settled();
        int asked = ISSUER.prompts().size();
        browser.reload();
        browser.seeText("Sign in to see your orders.");

        assertThat(ISSUER.prompts()).hasSize(asked);
        assertThat(browser.script("return location.search")).isEqualTo("");
    }

    @Test
    void renewsASignInThatHasEndedMeanwhile() {
        signIn();
        int asked = ISSUER.prompts().size();
        browser.script("""
            const now = Date.now;
            Date.now = () => now() + 120_000;
            const real = window.fetch;
            const ended = () => Promise.resolve(new Response('{"code": "unauthenticated"}', { status: 401 }));
            window.fetch = (path, ...rest) => (String(path).includes('/orders') ? ended() : real(path, ...rest));
            location.hash = '#/orders';
            """);
        browser.waitFor("the issuer to be asked", () -> ISSUER.prompts().size() > asked);

        browser.seeHeading("My orders", "No orders yet");
        assertThat(browser.textOf("#account")).isEqualTo("Ada");
    }

    @Test
    void saysWhatSigningInNeeds() {
        browser.script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }");
        browser.press("Sign in");
        browser.press("Continue to sign in");

        browser.seeText("Allow it to store data in this browser");
    }

    @Test
    void leavesNothingBehindAtSignOut() {
        putIntoCart("game-boy", 1);
        browser.go("/checkout");
        signIn();
        fillInAddress();
        browser.type("line1", "7 Secret Lane");
        String here = browser.tab();
        String there = browser.openTab();
        browser.go("/orders");
        browser.switchTo(here);
        line.delayAnswers("/payments", 1_500);
        placeOrder();
        browser.seeText("Asking your bank");
        browser.switchTo(there);
        browser.click("#account");
        browser.seeText("An order of yours is waiting for its answer.");
        browser.press("Sign out");
        browser.switchTo(here);

        browser.waitFor(
                "nobody to be signed in", () -> browser.textOf("#account").equals("Sign in"));
        browser.pause(1_500);
        assertThat(browser.stored())
                .doesNotContain("Secret")
                .doesNotContain("ada")
                .contains("game-boy");
        assertThat(browser.shows("#banner")).isFalse();
        signIn();
        assertThat(browser.see("#line1").getDomProperty("value")).isNotEqualTo("7 Secret Lane");
    }

    @Test
    void signsInSomebodyWithoutAName() {
        String id = "auth0|" + "5".repeat(60);
        mongo.save(new Document("_id", id).append("lifeTimeValue", 0L), "users");
        ISSUER.signWith(client -> tokens.issue(client, id, List.of()));
        putIntoCart("game-boy", 1);
        browser.go("/checkout");
        signIn();

        assertThat(browser.textOf("#account")).isEqualTo(id);
        assertThat(browser.see("#recipient").getDomProperty("value")).isEqualTo("");
        browser.fits();
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
        assertThat(ISSUER.prompts()).endsWith("none");
    }

    @Test
    void takesNobodyForStaffByATokenOfTheStorefront() {
        ISSUER.signWith(client -> tokens.issue("storefront", "ada", List.of("staff")));
        browser.open("/back-office");
        browser.press("Continue to sign in");

        browser.seeHeading("Not for you");
    }
}
