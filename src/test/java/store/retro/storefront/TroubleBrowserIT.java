package store.retro.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import store.retro.fixture.browser.BrowserTest;

class TroubleBrowserIT extends BrowserTest {

    @Test
    void offersWhatIsLeftWhenAnotherBuyerWasFaster() {
        shop.stock("turboexpress", 2);
        putIntoCart("turboexpress", 2);
        checkOutAs("ada");
        shop.buy("grace", "turboexpress", 1);
        placeOrder();
        browser.seeHeading("Someone was faster");
        browser.seeText("TurboExpress has 1 left");

        line.delayAnswers("/users/me", 1_000);
        browser.press("Take what is left");
        placeOrder();
        seeOrderPlaced();
        assertThat(shop.left("turboexpress")).isZero();
    }

    @Test
    void saysThatTheLastOneIsGone() {
        shop.stock("nomad", 1);
        putIntoCart("nomad", 1);
        checkOutAs("ada");
        shop.buy("grace", "nomad", 1);
        placeOrder();
        browser.seeText("Nomad is sold out");

        browser.press("Take it out of the cart");
        browser.seeHeading("Empty cart");
        assertThat(shop.left("nomad")).isZero();
    }

    @Test
    void asksAgainWhenThePriceHasChanged() {
        shop.price("game-com", 7499);
        putIntoCart("game-com", 1);
        checkOutAs("alan");
        shop.price("game-com", 7999);
        placeOrder();
        browser.seeHeading("The price has changed");
        browser.seeText("$74.99");

        browser.press("Pay $79.99");
        seeOrderPlaced();
        assertThat(shop.orders("alan").get(0).at("/billingAmount/amount").asInt())
                .isEqualTo(7999);
    }

    @Test
    void makesOneOrderWhenTheAnswerIsLost() {
        int before = shop.orders("ada").size();
        line.loseAnswers(2);
        putIntoCart("game-boy", 1);
        checkOutAs("ada");
        placeOrder();
        seeOrderPlaced();

        assertThat(shop.orders("ada").size()).isEqualTo(before + 1);
        assertThat(line.orders()).hasSize(3);
        assertThat(keysAndBodies()).hasSize(1);
    }

    @Test
    void findsTheOrderThatNoAnswerEverToldOf() {
        int before = shop.orders("ada").size();
        line.loseAnswers(1_000);
        putIntoCart("game-boy", 1);
        checkOutAs("ada");
        placeOrder();
        browser.patiently(this::seeOrderPlaced);

        assertThat(shop.orders("ada").size()).isEqualTo(before + 1);
    }

    @Test
    void makesOneOrderWhenThePageIsReloadedMeanwhile() {
        int before = shop.orders("grace").size();
        line.delayAnswers("/place-order", 2_000);
        putIntoCart("game-boy", 1);
        checkOutAs("grace");
        placeOrder();
        browser.seeText("Placing the order");
        browser.reload();
        seeOrderPlaced();

        assertThat(shop.orders("grace").size()).isEqualTo(before + 1);
        assertThat(keysAndBodies()).hasSize(1);
    }

    @Test
    void makesOneOrderOfADoubleClick() {
        int before = shop.orders("ada").size();
        line.delayAnswers("/place-order", 500);
        putIntoCart("game-boy", 1);
        checkOutAs("ada");
        browser.clickTwice("main button[type=submit]");
        seeOrderPlaced();

        assertThat(shop.orders("ada").size()).isEqualTo(before + 1);
        assertThat(line.orders()).hasSize(1);
    }

    @Test
    void makesOneOrderOfTwoTabs() {
        int before = shop.orders("alan").size();
        line.delayAnswers("/place-order", 2_000);
        putIntoCart("game-boy", 1);
        checkOutAs("alan");
        String first = browser.tab();
        String second = browser.openTab();
        checkOutAs("alan");
        browser.switchTo(first);
        placeOrder();
        browser.switchTo(second);
        placeOrder();
        browser.seeHeading("Order placed!", "Your cart has changed");
        browser.switchTo(first);
        seeOrderPlaced();

        assertThat(shop.orders("alan").size()).isEqualTo(before + 1);
        assertThat(keysAndBodies()).hasSize(1);
    }

    @Test
    void saysWhenItIsTooLateToCancel() {
        putIntoCart("game-boy", 1);
        checkOutAs("ada");
        placeOrder();
        seeOrderPlaced();
        shop.ship(shop.orders("ada").get(0).get("id").asString());
        browser.press("Cancel this order");
        browser.press("Cancel the order");
        browser.seeText("Too late to cancel");

        browser.press("Close");
        browser.see(".badge.shipped");
    }

    @Test
    void goesOnAfterTheSessionHasEnded() {
        int before = shop.orders("ada").size();
        putIntoCart("game-boy", 1);
        checkOutAs("ada");
        line.spoilTokens(true);
        placeOrder();
        browser.seeHeading("Your session has ended");
        line.spoilTokens(false);

        browser.press("Sign in again");
        browser.click("[data-user=ada]");
        seeOrderPlaced();
        assertThat(shop.orders("ada").size()).isEqualTo(before + 1);
    }

    @Test
    void keepsAnUnfinishedOrderForItsBuyer() {
        line.loseAnswers(1);
        line.delayAnswers("/place-order", 1_000);
        putIntoCart("game-boy", 1);
        checkOutAs("grace");
        placeOrder();
        browser.seeText("Placing the order");
        browser.script("localStorage.removeItem('retro-store.user')");
        browser.reload();
        browser.seeText("An order of Grace Hopper over $79.99 is waiting for its answer.");

        browser.press("Sign in to finish it");
        browser.click("[data-user=grace]");
        seeOrderPlaced();
        assertThat(keysAndBodies()).hasSize(1);
    }

    @Test
    void repeatsByItselfWhileTheDatabaseStalls() {
        shop.fault("database-stalled", 1);
        putIntoCart("game-boy-pocket", 1);
        checkOutAs("ada");
        placeOrder();
        browser.patiently(this::seeOrderPlaced);
        assertThat(keysAndBodies()).hasSize(1);
    }

    /** What was sent to place orders, each different one once. */
    private List<String> keysAndBodies() {
        return line.orders().stream()
                .map(request -> request.lines()
                                .filter(header -> header.toLowerCase(java.util.Locale.ROOT)
                                        .startsWith("idempotency-key:"))
                                .findFirst()
                                .orElseThrow()
                        + request.substring(request.indexOf("\r\n\r\n")))
                .distinct()
                .toList();
    }
}
