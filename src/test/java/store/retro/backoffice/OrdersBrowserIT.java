package store.retro.backoffice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/** What the shop's people do with orders. */
class OrdersBrowserIT extends OfficeTest {

    @Test
    void shipsWithTheKeyboardTheOldestFirst() {
        String older = sold("game-boy", 1);
        String newer = sold("game-boy", 2);
        signInAs("clerk");
        browser.see(control("ship", newer));
        browser.tabTo("[data-act^='ship:']");
        browser.keys(Keys.ENTER);
        browser.tabTo("#carrier");
        browser.keys("Royal Mail", Keys.TAB, "RM 1", Keys.ENTER);

        seeSaid("is on its way.");
        browser.waitFor("the row to go", () -> !browser.shows(control("ship", older)));
        assertThat(statusOf(older)).isEqualTo("shipped");
        assertThat(shop.order("ada", older).at("/shipment/trackingNumber").asString())
                .isEqualTo("RM 1");
        assertThat(statusOf(newer)).isEqualTo("placed");
        assertThat(browser.script("return document.activeElement !== document.body"))
                .isEqualTo(true);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void saysByItselfWhatIsNew() {
        signInAs("clerk");
        browser.see(".nothing");
        String order = sold("game-boy", 1);
        lookNow();

        seeSaid("to ship now.");
        browser.see(control("ship", order));
    }

    @Test
    void shipsOnceWhenTheAnswerIsLost() {
        String order = sold("game-boy", 1);
        signInAs("clerk");
        line.loseAnswers("POST /staff/orders/" + order + "/ship", 1);
        browser.click(control("ship", order));
        browser.press("Ship it");

        seeSaid("is on its way.");
        assertThat(line.sent("POST /staff/orders/" + order + "/ship")).hasSize(2);
        open(order);
        assertThat(browser.textOf(".log").split("Shipped", -1)).hasSize(2);
    }

    @Test
    void printsASlipOfTextAlone() {
        String order = sold("game-boy", 1);
        browser.script("window.print = () => {}");
        change(order, "shippingAddress.recipient", "<img src=x onerror='document.title = 1'>");
        signInAs("clerk");
        browser.click(control("slip", order));

        assertThat(browser.script("return document.getElementById('print').textContent"))
                .asString()
                .contains("<img src=x onerror='document.title = 1'>", "Game Boy", "1 High Street", "☐")
                .doesNotContain("$");
        assertThat(browser.count("#print img")).isZero();
    }

    @Test
    void refundsALineAfterAsking() {
        String order = sold("game-boy", 2);
        int left = shop.left("game-boy");
        signInAs("staff");
        open(order);
        browser.press("Refund…");
        browser.type("line-0", "1");
        browser.click("[name=restock][value=yes]");
        browser.type("reason", "a scratch");
        browser.click("dialog [type=submit]");
        browser.seeHeading("Give $79.99 back?");
        browser.press("Give $79.99 back");

        seeSaid("The refund of");
        browser.seeText("“a scratch”");
        assertThat(shop.left("game-boy")).isEqualTo(left + 1);
        assertThat(browser.script("return document.activeElement.textContent")).isEqualTo("Refund…");
    }

    @Test
    void doesNotRefundUnlessSure() {
        String order = sold("game-boy", 1);
        signInAs("staff");
        open(order);
        browser.press("Refund…");
        browser.choose("kind", "Money without goods");
        browser.type("amount", "10.5");
        browser.type("reason", "a scratch");
        browser.click("dialog [type=submit]");
        browser.press("No, go back");
        browser.keys(Keys.ESCAPE);

        assertThat(shop.order("ada", order).at("/refundedAmount/amount").asInt())
                .isZero();
        browser.press("Refund…");
        assertThat(browser.script("return document.getElementById('amount').value"))
                .isEqualTo("10.5");
    }

    @Test
    void keepsWhatIsTypedOverAReloadAndCancels() {
        String order = sold("game-boy", 1);
        signInAs("staff");
        open(order);
        browser.press("Cancel…");
        browser.type("reason", "asked to by telephone");
        browser.reload();
        browser.press("Cancel…");
        assertThat(browser.script("return document.getElementById('reason').value"))
                .isEqualTo("asked to by telephone");
        browser.press("Cancel the order");

        seeSaid("is cancelled.");
        browser.see(".badge.cancelled");
        browser.seeText("“asked to by telephone”");
        assertThat(browser.textOf("main")).doesNotContain("Refund…");
    }

    @Test
    void mendsTheAddressAsAClerkWhoIsOfferedNoRefund() {
        String order = sold("game-boy", 1);
        signInAs("clerk");
        open(order);
        assertThat(browser.textOf("main")).doesNotContain("Refund…", "Cancel…");
        browser.press("Change the address…");
        browser.type("city", "York");
        browser.press("Send it there");

        seeSaid("goes to the new address.");
        browser.waitFor("York", () -> browser.textOf("main address").contains("York"));
    }

    @Test
    void findsAnOrderByItsNumberAndACustomersOrders() {
        String order = sold("game-boy", 1);
        String number = shop.order("ada", order).get("number").asString();
        shop.sell("grace", "game-boy", 1);
        signInAs("clerk");
        browser.go("/orders");
        assertThat(browser.count(".office-row")).isEqualTo(2);
        browser.choose("by", "By number");
        browser.type("word", number.toLowerCase(java.util.Locale.ROOT).replace("-", ""));
        browser.press("Find");
        browser.waitFor("one order", () -> browser.count(".office-row") == 1);
        assertThat(browser.textOf(".office-row")).contains(number);

        browser.go("/customers");
        browser.click("[data-act='of:grace']");
        browser.waitFor("one order", () -> browser.count(".office-row") == 1);
        assertThat(browser.textOf(".office-row")).contains("grace");
    }

    @Test
    void goesOnAfterTheSignInHasEnded() {
        String order = sold("game-boy", 1);
        signInAs("staff");
        open(order);
        browser.press("Cancel…");
        browser.type("reason", "a twin");
        line.spoilTokens(true);
        browser.press("Cancel the order");
        browser.seeText("Your sign-in has ended.");
        browser.press("Close");
        line.spoilTokens(false);
        browser.press("Sign in again");
        browser.click("dialog [data-role=staff]");
        browser.press("Cancel…");
        browser.press("Ask for it now");

        seeSaid("is cancelled.");
        assertThat(statusOf(order)).isEqualTo("cancelled");
    }

    @Test
    void saysThatTheRoleIsMissing() {
        browser.script("localStorage.setItem('retro-office.user', '{\"id\": \"ada\", \"roles\": []}')");
        browser.reload();

        browser.seeHeading("Not for you");
        browser.seeText("You are signed in as ada");
        assertThat(browser.stored()).doesNotContain("eyJ");
    }

    @Test
    void retriesWhatIsStuck() {
        String order = shop.sell("ada", "game-boy", 1);
        mongo.updateFirst(one(order), new Update().set("settlement.due", stuck()), "orders");
        signInAs("clerk");
        browser.go("/stuck");
        browser.seeText("the record of the payment is missing");
        browser.press("Try again");

        seeSaid("it is tried now.");
        browser.see(".nothing");
    }

    @Test
    void takesStaffsWordThatTheMoneyIsRight() {
        String order = sold("game-boy", 1);
        mongo.updateFirst(one(order), new Update().set("settlement.due", stuck()), "orders");
        signInAs("staff");
        open(order);
        browser.see(".money-open");
        browser.press("Its money was set right…");
        browser.type("reason", "paid by cheque");
        browser.press("It is set right");

        seeSaid("counts as set right.");
        browser.see(".money-fine");
        browser.seeText("“paid by cheque”");
    }

    /** Whoever tries it again finds that the money has been taken. */
    private static Document stuck() {
        return new Document("at", Date.from(Instant.now().plusSeconds(3600)))
                .append("attempts", 12)
                .append("failure", "the record of the payment is missing")
                .append("since", new Date());
    }

    private static Query one(String order) {
        return Query.query(Criteria.where("_id").is(new ObjectId(order)));
    }

    private void change(String order, String member, Object value) {
        mongo.updateFirst(one(order), new Update().set(member, value), "orders");
    }
}
