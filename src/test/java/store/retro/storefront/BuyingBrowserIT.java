package store.retro.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import store.retro.fixture.browser.BrowserTest;
import tools.jackson.databind.JsonNode;

class BuyingBrowserIT extends BrowserTest {

    private static final Pattern PAYMENT_ID = Pattern.compile("pay_[A-Za-z0-9-]+");

    @Test
    void buysTwoConsoles() {
        int before = shop.left("game-gear");
        putIntoCart("game-gear", 2);
        checkOutAs("ada");
        placeOrder();
        seeOrderPlaced();

        JsonNode order = shop.orders("ada").get(0);
        browser.seeText(order.get("number").asString());
        assertThat(order.at("/items/0/quantity").asInt()).isEqualTo(2);
        assertThat(order.at("/shippingAddress/country").asString()).isEqualTo("GB");
        assertThat(shop.left("game-gear")).isEqualTo(before - 2);
        assertThat(browser.textOf(".tabs [href='#/cart']")).isEqualTo("Cart");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void neverStoresATokenAndForgetsTheAttempt() {
        putIntoCart("game-boy", 1);
        checkOutAs("ada");
        placeOrder();
        seeOrderPlaced();

        assertThat(browser.stored())
                .doesNotContain("oken")
                .doesNotContain("eyJ")
                .doesNotContain("attempt");
    }

    @Test
    void opensTheCheckOutInALanguageThatIsNone() {
        browser.script("Object.defineProperty(navigator, 'language', { value: 'C', configurable: true })");
        putIntoCart("game-boy", 1);
        checkOutAs("alan");
        Object guesses = browser.script("""
            const speak = (value) => Object.defineProperty(navigator, 'language', { value, configurable: true });
            return import('/assets/views/countries.js')
                .then(({ likely }) => arguments[0].map((each) => (speak(each), likely())));
            """, List.of("en-US@posix", "", "de", "zh-Hant-TW", "en-GB", "en-XX"));

        assertThat(guesses).isEqualTo(List.of("", "", "", "TW", "GB", ""));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void buysNothingWithADeclinedCard() {
        int before = shop.orders("grace").size();
        putIntoCart("game-boy", 1);
        checkOutAs("grace");
        browser.click("[value=pm_card_chargeDeclined]");
        placeOrder();
        browser.seeHeading("Your card was declined");
        assertThat(shop.orders("grace").size()).isEqualTo(before);

        browser.press("Choose how to pay");
        browser.click("[value=pm_card_visa]");
        placeOrder();
        seeOrderPlaced();
        assertThat(shop.orders("grace").size()).isEqualTo(before + 1);
    }

    @Test
    void confirmsThePaymentWithTheBank() {
        putIntoCart("game-boy", 1);
        checkOutAs("ada");
        browser.click("[value=pm_card_authenticationRequired]");
        placeOrder();
        browser.press("Approve");
        seeOrderPlaced();
    }

    @Test
    void buysNothingWhenTheBankIsRefused() {
        int before = shop.orders("alan").size();
        putIntoCart("game-boy", 1);
        checkOutAs("alan");
        browser.click("[value=pm_card_authenticationRequired]");
        placeOrder();
        browser.press("Refuse");
        browser.seeHeading("Your card was declined");
        assertThat(shop.orders("alan").size()).isEqualTo(before);
    }

    @Test
    void givesThePaymentBackWhenTheBuyerWalksAway() {
        putIntoCart("game-boy", 1);
        checkOutAs("ada");
        browser.click("[value=pm_card_authenticationRequired]");
        placeOrder();
        browser.seeText("Do not pay, go back");
        String payment = PAYMENT_ID
                .matcher(browser.stored())
                .results()
                .findFirst()
                .orElseThrow()
                .group();

        browser.press("Do not pay, go back");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(shop.paymentStatus("ada", payment)).isEqualTo("voided"));
    }

    @Test
    void cancelsAnOrder() {
        int before = shop.left("microvision");
        putIntoCart("microvision", 1);
        checkOutAs("ada");
        placeOrder();
        seeOrderPlaced();
        browser.press("Cancel this order");
        browser.press("Cancel the order");
        browser.see(".badge.cancelled");

        assertThat(shop.left("microvision")).isEqualTo(before);
        browser.go("/orders");
        assertThat(browser.textOf(".order-row .badge")).isEqualTo("Cancelled");
    }

    @Test
    void keepsTheCartAndTheUserAcrossAReload() {
        putIntoCart("n-gage", 3);
        checkOutAs("grace");
        browser.reload();
        browser.see("#line1");
        assertThat(browser.textOf("#account")).isEqualTo("Grace");
        assertThat(browser.textOf(".mini li")).contains("3 ×").contains("N-Gage");
    }

    @Test
    void saysAtTheFieldWhatIsMissing() {
        putIntoCart("n-gage", 1);
        checkOutAs("alan");
        browser.type("city", " ");
        placeOrder();

        assertThat(browser.textOf("#city-error")).isEqualTo("Which town or city?");
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("city");
        assertThat(line.orders()).isEmpty();
    }

    @Test
    void findsAndSortsConsoles() {
        browser.go("/");
        browser.type("search", "colour screen");
        browser.choose("sort", "Oldest first");
        browser.see(".card");
        assertThat(browser.script("return location.hash")).isEqualTo("#/?q=colour+screen&sort=oldest");
        browser.type("search", "1998");
        browser.seeText("1 console");
        assertThat(browser.textOf(".card h2")).isEqualTo("Game Boy Color");
    }

    @Test
    void showsTheNamesWherePicturesAreMissing() {
        browser.cdp("Network.enable", java.util.Map.of());
        browser.cdp("Network.setBlockedURLs", java.util.Map.of("urls", java.util.List.of("*/images/*")));
        browser.cdp("Network.setCacheDisabled", java.util.Map.of("cacheDisabled", true));
        browser.reload();
        assertThat(browser.textOf(".card .panel-name")).isEqualTo(browser.textOf(".card h2"));
    }
}
