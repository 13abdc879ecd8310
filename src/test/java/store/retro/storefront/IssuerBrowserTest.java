package store.retro.storefront;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import store.retro.development.DevelopmentTokens;
import store.retro.fixture.browser.BrowserTest;
import store.retro.fixture.browser.Issuer;

/** A page at which one signs in as in production: at an OpenID Connect issuer. */
abstract class IssuerBrowserTest extends BrowserTest {

    /** One for all, so that they share a store. */
    static final Issuer ISSUER = issuer();

    @Autowired
    DevelopmentTokens tokens;

    private static Issuer issuer() {
        try {
            return new Issuer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void signInAtTheIssuer(DynamicPropertyRegistry registry) {
        registry.add("store.storefront.issuer", () -> ISSUER.name());
        registry.add("store.storefront.audience", () -> Issuer.AUDIENCE);
        registry.add("store.storefront.client-id", () -> "storefront");
        registry.add("store.storefront.development-sign-in", () -> false);
        registry.add("store.storefront.connect-sources", () -> ISSUER.address());
        registry.add("store.back-office.issuer", () -> ISSUER.name());
        registry.add("store.back-office.audience", () -> Issuer.AUDIENCE);
        registry.add("store.back-office.client-id", () -> "office");
        registry.add("store.back-office.development-sign-in", () -> false);
        registry.add("store.back-office.connect-sources", () -> ISSUER.address());
    }

    @BeforeEach
    void signTokens() {
        ISSUER.signWith(client -> tokens.issue(client, "ada", List.of("staff")));
    }

    void signIn() {
        browser.press("Sign in");
        browser.press("Continue to sign in");
        browser.waitFor(
                "somebody to be signed in", () -> !browser.textOf("#account").equals("Sign in"));
    }
}
