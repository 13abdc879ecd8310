package store.retro.development.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.fixture.Answer;
import store.retro.fixture.StoreTest;
import tools.jackson.databind.JsonNode;

/** An attempt that is stepped through and broken, and a crowd. */
@StoreTest
class LabIT {

    @LocalServerPort
    private int port;

    @Autowired
    private MongoTemplate mongo;

    private Developer developer;

    @BeforeEach
    void open() {
        developer = new Developer(port);
    }

    @AfterEach
    void leave() {
        developer.leaves();
    }

    @ParameterizedTest
    @ValueSource(strings = {"recipe", "managed", "manual"})
    void theTransactionSeesWhatNobodyElseDoes(String style) {
        developer.steps(style, "own", "commit").awaits("panes");

        JsonNode panes = developer.seenLast("panes");
        assertThat(numbers(panes.path("outside"))).isEqualTo("5 0 0");
        assertThat(numbers(panes.path("inside"))).isEqualTo("4 8999 1");
        developer.goesOn("none").awaitsEnd();
        assertThat(numbers(developer.seenLast("panes").path("outside"))).isEqualTo("4 8999 1");
    }

    @Test
    void withoutATransactionEverythingIsOutside() {
        developer.steps("plain", "own", "orders").awaits("panes");

        JsonNode panes = developer.seenLast("panes");
        assertThat(panes.path("inside").isNull()).isTrue();
        assertThat(numbers(panes.path("outside"))).isEqualTo("4 8999 0");
        assertThat(developer.seenLast("held").path("insideWhy").asString()).startsWith("There is no transaction");
    }

    @Test
    void nothingCanBeSeenInsideBeforeTheSecondCommand() {
        developer.steps("managed", "own", "products").awaits("panes");

        assertThat(developer.seenLast("held").path("startsTransaction").asBoolean())
                .isTrue();
        assertThat(developer.seenLast("panes").path("inside").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "managed, update products|update users|insert orders|commitTransaction ",
        "manual,  update products|update users|insert orders|commitTransaction ",
        "recipe,  update users|update products|insert orders|commitTransaction ",
        "plain,   update users|update products|insert orders"
    })
    void tellsEachWriteAsItGoesOverTheWire(String style, String writes) {
        developer.begins("/attempts", "{'style': '" + style + "'}").awaitsEnd();

        assertThat(developer.seen("command").stream()
                        .filter(event -> event.at("/write").asBoolean()
                                || event.at("/name").asString().equals("commitTransaction"))
                        .map(event -> event.at("/name").asString() + " "
                                + event.at("/collection").asString("")))
                .extracting(String::strip)
                .containsExactly(writes.strip().split("\\|"));
        assertThat(developer.seen("answer"))
                .hasSameSizeAs(developer.seen("command"))
                .allSatisfy(event -> assertThat(event.at("/ok").asBoolean()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({
        "managed, users,    cut,        2",
        "manual,  orders,   cut,        2",
        "managed, commit,   cut,        1",
        "managed, commit,   lost-reply, 1",
        "manual,  commit,   lost-reply, 1",
        "managed, products, conflict,   2",
        "manual,  users,    conflict,   2",
        "managed, orders,   failover,   2"
    })
    void theStorePlacesTheOrderAllTheSame(String style, String collection, String kind, int runs) {
        developer.steps(style, "own", collection).breaks(kind).awaitsEnd();

        assertThat(developer.seenLast("response").path("status").asInt()).isEqualTo(201);
        assertThat(developer.seen("command").stream()
                        .filter(event -> event.at("/who").asString().equals("buyer"))
                        .filter(event -> event.at("/startTransaction").asBoolean()))
                .hasSizeGreaterThanOrEqualTo(runs);
        assertThat(verdict(style).path("right").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"managed", "manual"})
    void anExceptionTakesEverythingBack(String style) {
        developer.steps(style, "own", "orders").breaks("exception").awaitsEnd();

        assertThat(developer.seenLast("response").path("status").asInt()).isEqualTo(500);
        assertThat(developer.seen("command"))
                .extracting(event -> event.at("/name").asString())
                .contains("abortTransaction");
        assertThat(numbers(developer.seenLast("panes").path("outside"))).isEqualTo("5 0 0");
    }

    @Test
    void theRecipeAddsAgainWhenTheServerStallsInItsTransaction() {
        developer.steps("recipe", "own", "products").breaks("stall").awaitsEnd();

        assertThat(verdict("recipe").at("/spending/wrongBy").asInt()).isEqualTo(8999);
    }

    @Test
    void theBuyerWhoPressesAgainGetsTheSameOrder() {
        developer.begins("/attempts", "{'style': 'manual'}").awaitsEnd();
        developer.begins("/attempts/again", null).awaitsEnd();

        List<JsonNode> responses = developer.seen("response");
        assertThat(responses).hasSize(2);
        assertThat(responses.get(1).path("replayed").asBoolean()).isTrue();
        assertThat(responses.get(1).path("order")).isEqualTo(responses.get(0).path("order"));
        assertThat(verdict("manual").at("/orders/wanted").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void sellsWhatThereIsToACrowdOrMore(LabStyle style) {
        developer
                .begins("/crowd", "{'buyers': 40, 'stock': 5, 'styles': ['" + style + "']}")
                .awaitsEnd();

        JsonNode last = developer.seenLast("crowd");
        if (style.isOfTheStore()) {
            assertThat(last.path("sold").asInt()).isEqualTo(5);
            assertThat(last.path("accepted").asInt()).isEqualTo(5);
            assertThat(verdict(style.name()).path("right").asBoolean()).isTrue();
        } else {
            assertThat(last.path("sold").asInt()).isGreaterThan(5);
            assertThat(verdict(style.name()).at("/stock/wrongBy").asInt()).isPositive();
        }
    }

    @Test
    void leavesNothingInTheStoresOwnCollections() {
        developer.begins("/attempts", "{'style': 'managed'}").awaitsEnd();

        assertThat(Stream.of("users", "products", "orders", "payments"))
                .allSatisfy(collection -> assertThat(mongo.getCollection(collection)
                                .find(com.mongodb.client.model.Filters.regex(
                                        collection.equals("orders") || collection.equals("payments") ? "userId" : "_id",
                                        "^lab-"))
                                .first())
                        .isNull());
    }

    @Test
    void doesOneThingAtATime() {
        developer.steps("managed", "own", "products");

        assertThat(developer.asks("/scripts/rollback", null).code()).isEqualTo("busy");
        assertThat(developer.asks("/attempts", "{'style': 'plain'}").code()).isEqualTo("busy");
        developer.goesOn("none").awaitsEnd();
        assertThat(developer.asks("/next", "{'stop': 'none'}").code()).isEqualTo("not-held");
    }

    @ParameterizedTest
    @CsvSource({"crash, not-possible", "conflict, not-possible", "sabotage, invalid-request"})
    void saysWhatCannotBeBrokenThere(String kind, String code) {
        developer.steps("managed", "own", "orders");

        Answer answer = developer.asks("/break", "{'kind': '" + kind + "'}");

        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.at("/detail")).isNotEmpty();
        assertThat(developer.seenLast("held").path("breaks").values())
                .filteredOn(each -> each.path("id").asString().equals(kind))
                .allSatisfy(
                        each -> assertThat(each.path("available").asBoolean()).isFalse());
    }

    @Test
    void tellsWhatItCanDoHere() {
        JsonNode lab = developer.get("").json();

        assertThat(lab.path("ready").asBoolean()).isTrue();
        assertThat(lab.at("/server/database").asString()).endsWith("-lab");
        assertThat(lab.path("scripts").values()).hasSize(Script.values().length);
        assertThat(lab.path("breaks").values())
                .filteredOn(each -> each.path("id").asString().equals("failover"))
                .singleElement()
                .satisfies(each -> assertThat(each.path("available")).isEqualTo(lab.at("/server/failPoints")));
    }

    @Test
    void makesNobodyStepDownWhoIsAlone() {
        if (developer.get("").json().at("/server/members").asInt() == 1) {
            assertThat(developer.post("/step-down", null).code()).isEqualTo("not-possible");
        }
    }

    private JsonNode verdict(String style) {
        return developer.verdict(LabStyle.valueOf(style));
    }

    /** Stock, spending and orders. */
    private static String numbers(JsonNode documents) {
        long spent = documents
                .path("users")
                .valueStream()
                .mapToLong(user -> user.path("lifeTimeValue").asLong())
                .sum();
        long stock = documents
                .path("products")
                .valueStream()
                .filter(product -> product.path("_id").asString().endsWith("-console"))
                .mapToLong(product -> product.path("quantity").asLong())
                .sum();
        return stock + " " + spent + " " + documents.path("orders").size();
    }
}
