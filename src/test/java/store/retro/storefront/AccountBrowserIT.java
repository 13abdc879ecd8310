package store.retro.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.fixture.TokenSigner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a buyer does with the account: take along what the shop knows, and leave for good. */
class AccountBrowserIT extends IssuerBrowserTest {

    private final String id = UUID.randomUUID().toString();

    @Autowired
    private MongoTemplate mongo;

    @BeforeEach
    void signInAsSomebodyNew() {
        mongo.save(new Document("_id", id).append("name", "Mary Shelley").append("lifeTimeValue", 0L), "users");
        signInSince(Duration.ZERO);
        browser.go("/account");
        signIn();
        browser.seeHeading("My account");
    }

    @Test
    void takesAlongWhatTheShopKnows(@TempDir Path downloads) throws IOException {
        browser.cdp("Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", downloads.toString()));
        browser.press("Download it all");
        browser.seeText("It is among your downloads now.");

        Path file = downloads.resolve("retro-store-account.json");
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.exists(file));
        JsonNode all = new JsonMapper().readTree(Files.readString(file));
        assertThat(all.at("/user/name").asString()).isEqualTo("Mary Shelley");
        assertThat(all.at("/orders").isArray()).isTrue();
        assertThat(browser.complaints()).isEmpty();
        browser.press("Download it all");
        browser.seeText("Try again in a minute.");
    }

    @Test
    void erasesOnceTheWordIsTyped() {
        browser.press("Erase my account");
        browser.type("erase-word", "yes");
        browser.press("Erase my account");
        browser.seeText("Only after you have typed “erase”.");
        browser.type("erase-word", " Erase ");
        line.loseAnswers("POST /users/me/erase", 1);
        browser.press("Erase my account");
        browser.seeHeading("Good bye");

        assertThat(user().keySet()).doesNotContain("name");
        assertThat(browser.textOf("#account")).isEqualTo("Sign in");
        assertThat(browser.stored()).doesNotContain(id).doesNotContain("Mary");
        browser.press("Sign in");
        browser.press("Continue to sign in");
        browser.seeText("this shop does not know you");
    }

    @Test
    void erasesAfterAFreshSignIn() {
        signInSince(Duration.ofHours(1));
        browser.reload();
        browser.seeHeading("My account");
        erases();
        browser.seeText("You signed in a while ago.");
        signInSince(Duration.ZERO);
        browser.press("Sign in again");

        browser.seeHeading("Erase your account?");
        assertThat(ISSUER.prompts()).endsWith("login");
        assertThat(browser.script("return location.hash")).isEqualTo("#/account");
        browser.type("erase-word", "erase");
        browser.press("Erase my account");
        browser.seeHeading("Good bye");
    }

    @Test
    void asksNobodyElseWhoSignsIn() {
        signInSince(Duration.ofHours(1));
        browser.reload();
        browser.seeHeading("My account");
        erases();
        browser.seeText("You signed in a while ago.");
        signTokens();
        browser.press("Sign in again");

        browser.waitFor("Ada", () -> browser.textOf("#account").equals("Ada"));
        browser.seeHeading("My account");
        browser.pause(200);
        assertThat(browser.shows("dialog")).isFalse();
    }

    private void erases() {
        browser.press("Erase my account");
        browser.type("erase-word", "erase");
        browser.press("Erase my account");
    }

    private void signInSince(Duration ago) {
        ISSUER.signWith(
                client -> tokens.sign(new JWTClaimsSet.Builder(TokenSigner.claims(id, List.of(), Duration.ofHours(1)))
                        .claim("azp", client)
                        .claim("auth_time", Instant.now().minus(ago).getEpochSecond())
                        .build()));
    }

    private Document user() {
        return mongo.findById(id, Document.class, "users");
    }
}
