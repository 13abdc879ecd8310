package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import store.retro.TestDatabase;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Clerk;
import store.retro.fixture.NewShop;
import store.retro.fixture.OpenIdServer;
import store.retro.fixture.PostOffice;
import store.retro.fixture.browser.Browser;
import store.retro.fixture.browser.Chromium;
import store.retro.fixture.browser.Viewport;

/** A stranger's whole story with a shop, from the first sight of it to the last. */
@ExtendWith(Chromium.class)
class StrangerBrowserIT {

    private static final String DATABASE = "a-stranger";
    private static final String SHOP = "http://shop.localhost";
    private static final String EMAIL = "ada@shop.example";

    /** What only the stranger, and those who sent the parcel, could have told. */
    private static final List<String> TRACES = List.of(
            "Ada", EMAIL, "St James", "London", "SW1Y", "Leeds", "Royal Mail", "RM 123", "track.example", "_secret_");

    private final FakeStripe stripe = new FakeStripe();
    private final PostOffice post = new PostOffice();
    private FakeStripeHosts hosts;
    private NewShop shop;
    private Browser ada;

    @BeforeEach
    void open() throws IOException {
        Map<String, Object> settings = new LinkedHashMap<>();
        stripe.register((name, value) -> settings.put(name, value.get()));
        post.register((name, value) -> settings.put(name, value.get()));
        settings.put("store.web.public-url", SHOP);
        shop = new NewShop(
                DATABASE,
                settings.entrySet().stream()
                        .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
        hosts = new FakeStripeHosts(stripe);
        String rules = hosts.rule() + ", MAP shop.localhost 127.0.0.1:"
                + shop.address().getPort();
        ada = new Browser(
                Viewport.DESKTOP_LIGHT, SHOP + "/", "--host-resolver-rules=" + rules, "--ignore-certificate-errors");
    }

    @AfterEach
    void close() {
        ada.close();
        hosts.close();
        shop.close();
        stripe.close();
        post.close();
    }

    @Test
    void leavesNothingButIdsLinesAndAmounts(@TempDir Path downloads) throws IOException, MessagingException {
        String product = isOnSale();
        signsIn();
        buysWithACardThatIsAskedFor(product);
        String order = readsTheMail("We have your order");
        correctsTheAddress();
        ships(order);
        getsTheParcel(order);
        takesAllAlong(downloads);
        assertThat(kept()).anyMatch(each -> TRACES.stream().anyMatch(each::contains));

        leavesForGood();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(kept()).allSatisfy(each -> assertThat(each).doesNotContain(TRACES)));
        Answer left = shop.atTheBackOffice("carla").get("/staff/orders/" + order);
        assertThat(left.at("/userId")).isEqualTo("ada");
        assertThat(left.at("/items/0/productId")).isEqualTo(product);
        assertThat(left.at("/billingAmount/amount")).isEqualTo("8999");
        assertThat(ada.complaints()).isEmpty();
    }

    private String isOnSale() {
        Clerk stella = new Clerk(shop.atTheBackOffice("stella"));
        String product = stella.creates(UUID.randomUUID().toString(), Clerk.described("Game Boy", 8999))
                .at("/id");
        assertThat(stella.person()
                        .post(
                                Clerk.PRODUCTS + "/" + product + "/stock",
                                Map.of("Idempotency-Key", "the-first"),
                                "{\"change\": 5, \"reason\": \"delivery\"}")
                        .status())
                .isEqualTo(200);
        return product;
    }

    private void signsIn() {
        ada.press("Sign in");
        ada.press("Continue to sign in");
        ada.type("username", "ada");
        ada.type("password", OpenIdServer.PASSWORD);
        ada.press("Sign in");
        ada.waitFor("Ada", () -> ada.textOf("#account").equals("Ada"));
    }

    private void buysWithACardThatIsAskedFor(String product) {
        ada.go("/consoles/" + product);
        ada.click(".console .add");
        ada.go("/checkout");
        ada.fillInAddress();
        ada.inFrame(".card-form iframe", () -> ada.type("number", "4000 0000 0000 3220"));
        ada.click("main button[type=submit]");
        ada.inFrame(".fake-bank", () -> ada.press("Complete"));
        ada.seeHeading("Order placed!");
    }

    /** Opens the order that the newest mail with this subject is about; its id. */
    private String readsTheMail(String subject) throws IOException, MessagingException {
        await().atMost(Duration.ofSeconds(30)).until(() -> !mails(subject).isEmpty());
        String link = mails(subject).get(0).replaceAll("(?s).*(" + SHOP + "/#/orders/\\w+).*", "$1");
        ada.go(link.substring(link.indexOf('#') + 1));
        ada.seeHeading("Your order");
        return link.substring(link.lastIndexOf('/') + 1);
    }

    /** The texts of the mails to the stranger with such a subject. */
    private List<String> mails(String subject) throws IOException, MessagingException {
        List<String> texts = new ArrayList<>();
        for (MimeMessage mail : post.mailsTo(EMAIL)) {
            if (mail.getSubject().contains(subject)) {
                texts.add(((MimeMultipart) mail.getContent())
                        .getBodyPart(0)
                        .getContent()
                        .toString());
            }
        }
        return texts;
    }

    private void correctsTheAddress() {
        ada.press("Change the address");
        ada.type("city", "Leeds");
        ada.press("Send it there");
        ada.seeText("You changed the delivery address.");
    }

    private void ships(String order) {
        Buyer carla = shop.atTheBackOffice("carla");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> carla.ships(order, """
                    {"carrier": "Royal Mail", "trackingNumber": "RM 123", "trackingUrl": "https://track.example/RM123"}
                    """).status() == 200);
    }

    private void getsTheParcel(String order) throws IOException, MessagingException {
        assertThat(readsTheMail("is on its way")).isEqualTo(order);
        assertThat(mails("is on its way").get(0)).contains("RM 123", "Leeds").doesNotContain("London");
        ada.reload();
        assertThat(ada.see(".parcel a").getDomAttribute("href")).isEqualTo("https://track.example/RM123");
        ada.seeText("We took $89.99 from your card.");
    }

    private void takesAllAlong(Path downloads) throws IOException {
        ada.cdp("Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", downloads.toString()));
        ada.go("/account");
        ada.press("Download it all");
        Path file = downloads.resolve("retro-store-account.json");
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(file));
        assertThat(Files.readString(file)).contains(EMAIL, "12 St James's Square", "Leeds", "RM 123", "captured");
    }

    private void leavesForGood() {
        ada.press("Erase my account");
        ada.type("erase-word", "erase");
        ada.press("Erase my account");
        ada.seeHeading("Good bye");
        assertThat(ada.stored()).doesNotContain(TRACES).doesNotContain("eyJ");
    }

    /** Everything that the shop's database holds, document by document. */
    private static List<String> kept() {
        List<String> kept = new ArrayList<>();
        try (MongoClient client = MongoClients.create(TestDatabase.ofThisRun().connectionString())) {
            MongoDatabase database = client.getDatabase(DATABASE);
            for (String collection : database.listCollectionNames()) {
                for (Document document : database.getCollection(collection).find()) {
                    kept.add(collection + " " + document.toJson());
                }
            }
        }
        return kept;
    }
}
