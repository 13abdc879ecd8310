package store.retro.backoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** What the shop's people do with products and stock. */
class ProductsBrowserIT extends OfficeTest {

    @Test
    void booksWhatCameInWithEnter() {
        int before = shop.left("game-boy");
        signInAs("clerk");
        browser.go("/products");
        browser.type("change-game-boy", "+5");
        browser.keys(Keys.ENTER);
        seeSaid("+5 Game Boy: " + (before + 5) + " in stock now.");
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("change-game-boy");

        browser.keys("-2", Keys.ENTER);
        seeSaid("−2 Game Boy: " + (before + 3) + " in stock now.");
        assertThat(shop.left("game-boy")).isEqualTo(before + 3);
    }

    @Test
    void booksOnceWhenAnswersAreLost() {
        int before = shop.left("game-boy");
        signInAs("clerk");
        browser.go("/products");
        line.loseAnswers("POST /staff/products/game-boy/stock", 2);
        browser.type("change-game-boy", "4");
        browser.keys(Keys.ENTER);

        seeSaid("+4 Game Boy: " + (before + 4) + " in stock now.");
        assertThat(shop.left("game-boy")).isEqualTo(before + 4);
        assertThat(line.sent("POST /staff/products/game-boy/stock")).hasSize(3);
        assertThat(line.sent("POST /staff/products/game-boy/stock").stream()
                        .flatMap(String::lines)
                        .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("idempotency-key"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void asksForALostAnswerAfterAReload() {
        int before = shop.left("nomad");
        signInAs("clerk");
        browser.go("/products");
        line.loseAnswers("POST /staff/products/nomad/stock", 1);
        line.delayAnswers("/staff/products/nomad/stock", 1_000);
        browser.type("change-nomad", "+3");
        browser.keys(Keys.ENTER);
        browser.waitFor("the row to be at work", () -> browser.shows(".restock[aria-busy]"));
        browser.reload();
        browser.seeText("“+3 Nomad” has no answer yet.");
        browser.press("Ask for it now");

        seeSaid("+3 Nomad: " + (before + 3) + " in stock now.");
        assertThat(shop.left("nomad")).isEqualTo(before + 3);
    }

    @Test
    void neverGoesBelowNothing() {
        shop.stock("n-gage", 2);
        signInAs("clerk");
        browser.go("/products");
        browser.type("change-n-gage", "-3");
        browser.keys(Keys.ENTER);

        browser.seeText("it cannot go below nothing");
        assertThat(shop.left("n-gage")).isEqualTo(2);
        assertThat(browser.script("return document.getElementById('change-n-gage').value"))
                .isEqualTo("-3");
    }

    @Test
    void keepsWhatIsTypedWhileTheStockMoves() {
        signInAs("clerk");
        browser.go("/products");
        browser.type("change-game-boy", "+7");
        shop.stock("game-boy", 77);
        lookNow();
        seeSaid("Game Boy");
        browser.seeText("77 in stock");
        assertThat(browser.script("return document.activeElement.value")).isEqualTo("+7");

        browser.reload();
        browser.settled();
        assertThat(browser.script("return document.getElementById('change-game-boy').value"))
                .isEqualTo("+7");
    }

    @Test
    void makesAProductWithItsPicture() {
        signInAs("staff");
        browser.go("/products");
        browser.press("New product");
        browser.type("product-name", "Virtual Boy <b>");
        browser.type("product-year", "1995");
        browser.type("product-price", "149.5");
        browser.type("product-imageUrl", "/images/game-boy.svg" + Keys.TAB);
        browser.see(".preview img[src$='/images/game-boy.svg']");
        browser.type("product-description", "Red on black.");
        browser.press("Save");

        seeSaid("Virtual Boy <b> is made.");
        browser.seeHeading("Virtual Boy <b>");
        browser.seeText("0 in stock");
        browser.press("Withdraw it");
        seeSaid("is not sold any more.");
        browser.press("Bring it back");
        seeSaid("is sold again.");
        browser.waitFor("its history", () -> browser.textOf(".log").contains("Brought back · alan"));
        assertThat(browser.textOf(".log")).contains("Made · alan", "Withdrawn · alan");
    }

    @Test
    void saysAtTheFieldWhatIsWrong() {
        signInAs("staff");
        browser.go("/new-product");
        browser.type("product-name", "Virtual Boy");
        browser.type("product-year", "1995");
        browser.type("product-price", "149.50");
        browser.type("product-imageUrl", "https://elsewhere.example/a.png");
        browser.press("Save");

        browser.seeText("must be a path that begins with one slash");
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("product-imageUrl");
    }

    @Test
    void tellsOfAnEditMeanwhileAndGoesOnWithMine() {
        signInAs("staff");
        browser.go("/products/microvision");
        String mine = browser.tab();
        browser.type("product-description", "My words.");
        browser.openTab();
        browser.go("/products/microvision");
        browser.type("product-price", "66.60");
        browser.press("Save");
        seeSaid("is saved.");
        browser.switchTo(mine);
        browser.press("Save");

        browser.seeText("Somebody has edited this product meanwhile.");
        browser.seeText("Price “66.60”");
        assertThat(browser.script("return document.getElementById('product-description').value"))
                .isEqualTo("My words.");
        browser.type("product-price", "66.60");
        browser.press("Go on with mine");
        browser.press("Save");
        seeSaid("is saved.");
    }
}
