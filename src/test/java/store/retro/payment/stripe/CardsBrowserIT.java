package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.browser.Browser;
import store.retro.fixture.browser.BrowserTest;

/** Paying by Stripe's form, as far as stand-ins for its script, its hosts and a bank can show. */
@TestPropertySource(properties = {"spring.mongodb.database=retro-cards", "store.web.public-url=" + CardsBrowserIT.SHOP})
class CardsBrowserIT extends BrowserTest {

    static final String SHOP = "http://shop.localhost";

    private static final Pattern KEY = Pattern.compile("(?i)\\nidempotency-key: ([^\\r]*)");
    private static final FakeStripe STRIPE = new FakeStripe();

    private static FakeStripeHosts hosts;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        STRIPE.register(registry);
    }

    @BeforeAll
    static void start() throws IOException {
        hosts = new FakeStripeHosts(STRIPE);
    }

    @AfterAll
    static void stop() {
        hosts.close();
        STRIPE.close();
    }

    @Override
    protected Browser open() {
        int port = URI.create(line.address()).getPort();
        String rules = hosts.rule() + ", MAP shop.localhost 127.0.0.1:" + port;
        return new Browser(look(), SHOP + "/", "--host-resolver-rules=" + rules, "--ignore-certificate-errors");
    }

    private void checkOut() {
        putIntoCart("game-boy", 1);
        checkOutAs("ada");
    }

    private void giveCard(String number) {
        browser.settled();
        browser.inFrame(".card-form iframe", () -> browser.type("number", number));
    }

    private void answerTheBank(String answer) {
        browser.inFrame(".fake-bank", () -> browser.press(answer));
    }

    private List<String> keysOf(String request) {
        return line.sent(request).stream()
                .flatMap(each -> KEY.matcher(each).results())
                .map(key -> key.group(1))
                .distinct()
                .toList();
    }

    @Test
    void paysWithACardThatOnlyStripeSees() {
        checkOut();
        giveCard("4242 4242 4242 4242");
        browser.isAccessible("Stripe's form");
        browser.fits();
        placeOrder();
        seeOrderPlaced();

        assertThat(line.sent("POST /payments"))
                .singleElement()
                .asString()
                .contains("\"paymentMethod\":\"pm_")
                .doesNotContain("42424242", "4242 4242");
        assertThat(browser.stored()).doesNotContain("pm_");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void asksForAnotherCardWhenOneIsMissingOrTheBankSaysNo() {
        checkOut();
        placeOrder();
        browser.inFrame(".card-form iframe", () -> browser.seeText("Your card number is incomplete."));
        assertThat(line.sent("POST /payments")).isEmpty();
        giveCard("4000 0000 0000 3220");
        placeOrder();
        answerTheBank("Fail");
        browser.seeHeading("Your card was declined");

        browser.press("Choose how to pay");
        giveCard("4242 4242 4242 4242");
        placeOrder();
        seeOrderPlaced();
        assertThat(keysOf("POST /payments")).hasSize(2);
    }

    @Test
    void comesBackFromAPageOfTheBanks() {
        checkOut();
        giveCard("4000 0000 0000 3063");
        placeOrder();
        browser.press("Complete");
        seeOrderPlaced();

        assertThat(browser.script("return location.origin + location.search")).isEqualTo(SHOP);
        assertThat(keysOf("POST /payments")).hasSize(1);
        assertThat(keysOf("POST /place-order")).hasSize(1);
    }

    @Test
    void makesOneOrderThoughThePageIsReloadedAndOpenTwice() {
        int before = shop.orders("ada").size();
        checkOut();
        giveCard("4000 0000 0000 3220");
        placeOrder();
        browser.see(".fake-bank");
        browser.reload();
        browser.seeText("Your bank wants to know that it is you");
        String first = browser.tab();
        String second = browser.openTab();
        browser.go("/");
        browser.seeText("This order is being placed in another tab.");
        browser.switchTo(first);
        browser.press("Confirm with your bank");
        answerTheBank("Complete");
        seeOrderPlaced();

        browser.switchTo(second);
        browser.seeHeading("My orders", "Order placed!");
        assertThat(shop.orders("ada").size()).isEqualTo(before + 1);
        assertThat(keysOf("POST /payments")).hasSize(1);
        assertThat(keysOf("POST /place-order")).hasSize(1);
    }

    @Test
    void opensAWalletWhereTheBrowserHasOne() {
        browser.script("window.hasWallet = true");
        checkOut();
        browser.inFrame(".card-form iframe", () -> browser.click("#pay-by-wallet"));
        placeOrder();

        seeOrderPlaced();
    }

    @Test
    void asksForTheCardAnewWhereThePriceHasChangedSince() {
        shop.price("nomad", 14_999);
        putIntoCart("nomad", 1);
        checkOutAs("grace");
        giveCard("4242 4242 4242 4242");
        line.delayAnswers("/payments", 1_000);
        placeOrder();
        browser.seeText("Asking your bank for the payment");
        browser.waitFor("a payment", () -> !line.sent("POST /payments").isEmpty());
        browser.pause(500);
        shop.price("nomad", 15_999);
        browser.seeHeading("The price has changed");
        browser.press("Pay $159.99");
        giveCard("4242 4242 4242 4242");
        placeOrder();

        seeOrderPlaced();
    }

    @Test
    void loadsTheFormAgainWhereStripeCouldNotBeReached() {
        browser.cdp("Network.enable", Map.of());
        browser.cdp("Network.setBlockedURLs", Map.of("urls", List.of("*js.stripe.com*")));
        checkOut();
        browser.seeText("The card form could not be loaded.");
        placeOrder();
        browser.cdp("Network.setBlockedURLs", Map.of("urls", List.of()));

        browser.press("Load it again");
        giveCard("4242 4242 4242 4242");
        placeOrder();
        seeOrderPlaced();
    }
}
