package store.retro.user;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestPropertySource;
import store.retro.development.DevelopmentTokens;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import store.retro.fixture.TokenSigner;

/** Whoever comes with a token is a user. */
@StoreTest
@TestPropertySource(properties = "store.users.provision=first-sight")
class UserProvisioningIT {

    private static final Map<String, Object> ADA =
            Map.of("name", "Ada Lovelace", "email", "ada@example.com", "email_verified", true);

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private DevelopmentTokens tokens;

    private final String id = "stranger-" + UUID.randomUUID();

    /** Whose token says this. */
    private Buyer comes(Map<String, Object> says, String... roles) {
        JWTClaimsSet.Builder claims =
                new JWTClaimsSet.Builder(TokenSigner.claims(id, List.of(roles), Duration.ofHours(1)));
        says.forEach(claims::claim);
        return shop.holder(id, tokens.sign(claims.build()));
    }

    private static Map<String, Object> ada(String claim, @Nullable Object value) {
        Map<String, Object> says = new HashMap<>(ADA);
        says.put(claim, value);
        return says;
    }

    private Optional<Document> stored() {
        return Optional.ofNullable(
                mongo.getCollection("users").find(new Document("_id", id)).first());
    }

    @Test
    void becomesOneByAskingWhoItIs() {
        Answer me = comes(ADA).get("/users/me");

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.at("/id")).isEqualTo(id);
        assertThat(me.at("/name")).isEqualTo("Ada Lovelace");
        assertThat(me.at("/email")).isEqualTo("ada@example.com");
        assertThat(me.at("/lifeTimeValue/amount")).isEqualTo("0");
        assertThat(stored())
                .hasValueSatisfying(user ->
                        assertThat(user).containsEntry("lifeTimeValue", 0L).containsKey("createdAt"));
    }

    @Test
    void becomesOneByPaying() {
        Buyer stranger = comes(Map.of());

        assertThat(stranger.buys(shop.console(100, 1).times(1)).status()).isEqualTo(201);
        assertThat(shop.lifeTimeValue(stranger)).isEqualTo(100);
        assertThat(stored()).hasValueSatisfying(user -> assertThat(user).containsEntry("name", id));
    }

    @Test
    void becomesOneThoughThePaymentIsRefused() {
        Buyer stranger = comes(ADA);
        Console console = shop.console(100, 1);

        assertThat(stranger.pays("pm_card_visa", console.times(2)).code()).isEqualTo("out-of-stock");
        assertThat(stored()).isPresent();
    }

    @Test
    void becomesOneOnceWhenSeenManyTimesAtOnce() throws InterruptedException {
        Console console = shop.console(100, 100);
        Buyer stranger = comes(ADA);

        List<Answer> answers = Concurrently.run(
                16, 16, i -> i % 2 == 0 ? stranger.get("/users/me") : stranger.pays("pm_card_visa", console.times(1)));

        assertThat(answers).extracting(Answer::status).containsOnly(200, 201);
        assertThat(answers.stream().filter(answer -> answer.status() == 200).map(Answer::body))
                .containsOnly(stranger.get("/users/me").body());
    }

    @Test
    void becomesNoneByAnythingElse() {
        Buyer stranger = comes(ADA);

        assertThat(stranger.send("HEAD", "/users/me", Map.of(), null).status()).isEqualTo(403);
        assertThat(stranger.get("/orders").code()).isEqualTo("unknown-user");
        assertThat(stranger.get("/payments/none").code()).isEqualTo("unknown-user");
        assertThat(stored()).isEmpty();
    }

    @Test
    void isBroughtUpToDateByAskingWhoItIs() {
        comes(ADA).get("/users/me");

        Answer me = comes(ada("name", "Augusta King")).get("/users/me");

        assertThat(me.at("/name")).isEqualTo("Augusta King");
        assertThat(comes(Map.of()).get("/users/me").at("/name")).isEqualTo("Augusta King");
    }

    @Test
    void isNotBroughtUpToDateByPaying() {
        comes(ADA).get("/users/me");

        comes(ada("name", "Augusta King")).pays(shop.console(100, 1).times(1));

        assertThat(stored()).hasValueSatisfying(user -> assertThat(user).containsEntry("name", "Ada Lovelace"));
    }

    @Test
    void losesAnEmailThatTheIssuerNoLongerVouchesFor() {
        comes(ADA).get("/users/me");
        assertThat(comes(Map.of()).get("/users/me").at("/email")).isEqualTo("ada@example.com");

        Answer me = comes(ada("email_verified", false)).get("/users/me");

        assertThat(me.json().at("/email").isNull()).isTrue();
        assertThat(stored()).hasValueSatisfying(user -> assertThat(user).doesNotContainKey("email"));
    }

    @Test
    void ofStaffBecomesOneByPayingOnly() {
        Buyer clerk = comes(ADA, "clerk");

        assertThat(clerk.get("/users/me").code()).isEqualTo("unknown-user");
        clerk.pays(shop.console(100, 1).times(1));
        assertThat(clerk.get("/users/me").at("/name")).isEqualTo("Ada Lovelace");
    }

    @Test
    void keepsWhatSomebodyElseHasInserted() {
        shop.insert("users", new Document("_id", id).append("lifeTimeValue", 500L));

        Answer me = comes(ADA).get("/users/me");

        assertThat(me.at("/name")).isEqualTo("Ada Lovelace");
        assertThat(me.at("/lifeTimeValue/amount")).isEqualTo("500");
    }

    @Test
    void isNotMadeAgainWhoWasErased() {
        Document erased = new Document("_id", id).append("lifeTimeValue", 0L).append("erasedAt", new Date());
        shop.insert("users", erased);
        Buyer stranger = comes(ADA);

        assertThat(stranger.get("/users/me").code()).isEqualTo("unknown-user");
        assertThat(stranger.pays("pm_card_visa", shop.console(100, 1).times(1)).code())
                .isEqualTo("unknown-user");
        assertThat(stored()).hasValue(erased);
    }

    @Test
    void isNotMadeOfWhatCannotBeRead() {
        shop.insert("users", new Document("_id", id).append("lifeTimeValue", "none"));

        assertThat(comes(ADA).get("/users/me").code()).isEqualTo("unknown-user");
    }
}
