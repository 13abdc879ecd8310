package store.retro.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import store.retro.fixture.browser.BrowserTest;

/** What a buyer sees of an order after it was placed, and mends of it. */
class OrderBrowserIT extends BrowserTest {

    private static final String PARCEL = """
        {"carrier": "Royal Mail", "trackingNumber": "RM 1", "trackingUrl": "https://track.example/RM1?a=b"}
        """;

    @Autowired
    private MongoTemplate mongo;

    @Test
    void mendsTheAddress() {
        buyAs("ada");
        browser.press("Change the address");
        browser.type("city", "Leeds");
        browser.press("Send it there");

        browser.seeText("You changed the delivery address.");
        assertThat(browser.textOf("address")).contains("Leeds");
        assertThat(shop.orders("ada").get(0).at("/shippingAddress/city").asString())
                .isEqualTo("Leeds");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void beginsWithTheAddressOfTheOrderAndKeepsItUnlessTold() {
        buyAs("ada");
        browser.press("Change the address");
        assertThat(browser.script("return document.getElementById('line1').value"))
                .isEqualTo("12 St James's Square");
        browser.type("city", "Leeds");
        browser.press("Keep the old one");

        browser.press("Change the address");
        assertThat(browser.script("return document.getElementById('city').value"))
                .isEqualTo("London");
        assertThat(shop.orders("ada").get(0).at("/shippingAddress/city").asString())
                .isEqualTo("London");
    }

    @Test
    void saysWhenTheMoneyWasTaken() {
        String payment = shop.order("ada", buyAs("ada")).get("paymentId").asString();
        browser.waitFor("the capture", () -> shop.paymentStatus("ada", payment).equals("captured"));
        browser.reload();

        browser.seeText("Taken from your card.");
        assertThat(browser.textOf(".badge")).isEqualTo("Placed");
    }

    @Test
    void saysAtTheFieldWhatIsMissing() {
        buyAs("ada");
        browser.press("Change the address");
        browser.type("city", " ");
        browser.press("Send it there");

        assertThat(browser.textOf("#city-error")).isEqualTo("Which town or city?");
        assertThat(browser.script("return document.activeElement.id")).isEqualTo("city");
    }

    @Test
    void asksAgainWhileTheLineIsCut() {
        String id = buyAs("ada");
        line.cut("/orders/" + id + "/shipping-address");
        browser.press("Change the address");
        browser.type("city", "Leeds");
        browser.press("Send it there");
        browser.seeText("Asking again by itself");
        line.cut("/nothing");

        browser.patiently(() -> browser.seeText("You changed the delivery address."));
        assertThat(browser.count(".log li")).isGreaterThanOrEqualTo(2);
    }

    @Test
    void saysThatItIsTooLate() {
        String id = buyAs("grace");
        browser.press("Change the address");
        shop.ship(id);
        browser.type("city", "Leeds");
        browser.press("Send it there");
        browser.seeText("Too late to change it");
        browser.press("Close");

        browser.see(".badge.shipped");
        assertThat(browser.textOf("address")).contains("London");
        assertThat(browser.textOf("main")).doesNotContain("Change the address");
    }

    @Test
    void followsTheParcel() {
        String id = buyAs("ada");
        shop.ship(id, PARCEL);
        browser.go("/orders/" + id);
        browser.reload();

        assertThat(browser.see(".parcel a").getDomAttribute("href")).isEqualTo("https://track.example/RM1?a=b");
        assertThat(browser.see(".parcel a").getDomAttribute("rel")).isEqualTo("noopener noreferrer");
        assertThat(browser.textOf(".parcel a")).startsWith("Royal Mail RM 1");
        browser.seeText("We sent it off.");
        browser.seeText("from your card.");
    }

    @Test
    void followsNothingThatIsNotHttps() {
        String id = buyAs("ada");
        shop.ship(id, PARCEL);
        change(id, "shipment.trackingUrl", "javascript:alert(1)");
        browser.go("/orders/" + id);
        browser.reload();

        assertThat(browser.textOf(".parcel")).isEqualTo("Royal Mail RM 1, javascript:alert(1)");
        assertThat(browser.count(".parcel a")).isZero();
    }

    @Test
    void showsWhatWasRefunded() {
        String id = buyAs("ada");
        assertThat(browser.count(".refunded")).isZero();
        shop.ship(id);
        shop.refund(id, 1_000);
        browser.reload();

        assertThat(browser.textOf(".refunded")).isEqualTo("−$10.00");
        browser.seeText("You pay");
        browser.seeText("We refunded $10.00.");
    }

    private void change(String order, String member, Object value) {
        Query one = Query.query(Criteria.where("_id").is(new ObjectId(order)));
        mongo.updateFirst(one, new Update().set(member, value), "orders");
    }
}
