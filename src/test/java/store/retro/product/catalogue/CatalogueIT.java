package store.retro.product.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static store.retro.fixture.Clerk.PRODUCTS;
import static store.retro.fixture.Clerk.described;

import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Clerk;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import tools.jackson.databind.JsonNode;

/** What staff does with the products, call by call. */
@StoreTest
@TestPropertySource(
        properties = {"spring.mongodb.database=catalogue", "store.web.image-sources=https://img.example:8443"})
class CatalogueIT {

    private static final String LYNX = described("Lynx", 14999);

    @Autowired
    private Shop shop;

    private Clerk staff;

    @BeforeEach
    void comeIn() {
        staff = new Clerk(shop.staff());
    }

    @Test
    void createsAProductOfWhichThereIsNoneYet() {
        Answer created = staff.creates(key(), LYNX);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Location")).contains(PRODUCTS + "/" + created.at("/id"));
        assertThat(created.header("ETag")).contains("\"1\"");
        assertThat(created.json().propertyNames())
                .containsExactly(
                        "id", "name", "year", "description", "imageUrl", "price", "quantity", "withdrawn", "defect");
        assertThat(stored(created.at("/id")))
                .containsEntry("quantity", 0)
                .containsEntry("received", 0L)
                .containsEntry("price", 14999L);
        assertThat(forBuyers(created.at("/id")).at("/name")).isEqualTo("Lynx");
    }

    @Test
    void createsOnceForEachKey() {
        String key = key();
        Answer first = staff.creates(key, LYNX);
        Answer again = new Clerk(shop.staff()).creates(key, LYNX);

        assertThat(first.replayed()).isFalse();
        assertThat(again.replayed()).isTrue();
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Location")).isEqualTo(first.header("Location"));
        assertThat(staff.creates(key, described("Lynx", 15000)).code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void wantsAKeyForWhatIsNew() {
        assertThat(staff.person().post(PRODUCTS, LYNX).code()).isEqualTo("precondition-required");
        assertThat(staff.person()
                        .post(PRODUCTS + "/none/stock", "{\"change\": 1, \"reason\": \"delivery\"}")
                        .code())
                .isEqualTo("precondition-required");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        /name          | "Lynx"                   | ""
        /name          | "Lynx"                   | "  "
        /year          | 1989                     | 1949
        /year          | 1989                     | 2101
        /year          | 1989                     | null
        /description   | "Runs on six batteries." | null
        /imageUrl      | "/images/lynx.svg"       | "//else.example/lynx.svg"
        /imageUrl      | "/images/lynx.svg"       | "images/lynx.svg"
        /imageUrl      | "/images/lynx.svg"       | "/\\\\else.example/lynx.svg"
        /imageUrl      | "/images/lynx.svg"       | "javascript:alert(1)"
        /imageUrl      | "/images/lynx.svg"       | "http://img.example:8443/lynx.svg"
        /imageUrl      | "/images/lynx.svg"       | "https://img.example/lynx.svg"
        /imageUrl      | "/images/lynx.svg"       | "https://img.example:8443@else.example/lynx.svg"
        /imageUrl      | "/images/lynx.svg"       | "https://img.example:8443.else.example/lynx.svg"
        /imageUrl      | "/images/lynx.svg"       | "/a b.svg"
        /price/amount  | 14999                    | 0
        /price/amount  | 14999                    | 1000000000001
        /price/currency | "USD"                   | "EUR"
        """)
    void refusesWhatIsOutOfBounds(String pointer, String good, String bad) {
        Answer refused = staff.creates(key(), LYNX.replace(good, bad));

        assertThat(refused.code()).as("%s", refused).isEqualTo("invalid-request");
        assertThat(refused.at("/errors/0/pointer")).isEqualTo(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "quantity", "received", "withdrawn", "version", "_id"})
    void takesNoOtherMember(String member) {
        assertThat(staff.creates(key(), LYNX.replaceFirst("\\{", "{\"" + member + "\": 1, "))
                        .code())
                .isEqualTo("malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://img.example:8443/a/lynx.svg?size=2", "/", "/images/a%20b.svg"})
    void showsPicturesOfItsOwnAndOfNamedOrigins(String url) {
        assertThat(staff.creates(key(), LYNX.replace("/images/lynx.svg", url)).at("/imageUrl"))
                .isEqualTo(url);
    }

    @Test
    void letsThePageShowThePicturesOfNamedOrigins() {
        assertThat(shop.anonymously("GET", "/", null).header("Content-Security-Policy"))
                .hasValueSatisfying(
                        policy -> assertThat(policy).contains("img-src 'self' data: https://img.example:8443;"));
    }

    @Test
    void takesTextsAsTheyAreUpToTheirLimits() {
        String name = "<b>" + "\uD83D\uDC7E".repeat(197);
        String description = "\uD83D\uDC7E".repeat(5000);
        String product = described(name, 1).replace("Runs on six batteries.", description);

        Answer created = staff.creates(key(), product);

        assertThat(created.at("/name")).isEqualTo(name);
        assertThat(created.at("/description")).isEqualTo(description);
        assertThat(staff.creates(key(), described(name + "x", 1)).code()).isEqualTo("invalid-request");
        assertThat(staff.creates(key(), product.replace(description, description + "x"))
                        .code())
                .isEqualTo("invalid-request");
    }

    @Test
    void editsWhatWasReadLast() {
        Console console = staff.creates(14999);

        Answer edited = staff.edits(console, "\"1\"", described("Lynx II", 12999));

        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.header("ETag")).contains("\"2\"");
        assertThat(forBuyers(console.id()).at("/name")).isEqualTo("Lynx II");
        assertThat(forBuyers(console.id()).at("/price/amount")).isEqualTo("12999");
        assertThat(staff.edits(console, "W/\"2\"", LYNX).header("ETag")).contains("\"3\"");
    }

    @Test
    void editsNothingOverAnothersHead() {
        Console console = staff.creates(14999);
        staff.edits(console, "\"1\"", described("Lynx II", 12999));

        assertThat(staff.edits(console, "\"1\"", LYNX).code()).isEqualTo("changed-meanwhile");
        assertThat(staff.edits(console, "\"else\"", LYNX).code()).isEqualTo("changed-meanwhile");
        assertThat(staff.edits(console, null, LYNX).code()).isEqualTo("precondition-required");
        assertThat(forBuyers(console.id()).at("/name")).isEqualTo("Lynx II");
    }

    @Test
    void anEditThatIsThereAlreadyIsDone() {
        Console console = staff.creates(14999);
        staff.edits(console, "\"1\"", described("Lynx II", 12999));

        Answer again = staff.edits(console, "\"1\"", described("Lynx II", 12999));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("ETag")).contains("\"2\"");
        assertThat(events(console)).containsExactly("created", "edited");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"1\", \"2\"", "1", "\"1", "w/\"1\"", ""})
    void wantsOneTag(String header) {
        assertThat(staff.edits(staff.creates(100), header, LYNX).code()).isEqualTo("invalid-request");
    }

    @Test
    void stockChangesNoTag() {
        Console console = staff.creates(14999);

        staff.restocks(console, 5);

        assertThat(staff.reads(console).header("ETag")).contains("\"1\"");
        assertThat(staff.edits(console, "\"1\"", described("Lynx II", 1)).at("/quantity"))
                .isEqualTo("5");
    }

    @Test
    void restocksByAChangeWithWhatWasReceived() {
        Console console = staff.creates(14999);

        assertThat(staff.restocks(console, 5).at("/quantity")).isEqualTo("5");
        assertThat(staff.restocks(console, -2).at("/quantity")).isEqualTo("3");

        assertThat(stored(console.id())).containsEntry("quantity", 3).containsEntry("received", 3L);
    }

    @Test
    void countsWhatWasReceivedOnlyWhereItWasBefore() {
        Console console = shop.console(100, 10);

        assertThat(staff.restocks(console, 5).at("/quantity")).isEqualTo("15");

        assertThat(stored(console.id())).doesNotContainKey("received");
    }

    @Test
    void restocksOnceForEachKeyOfAPath() {
        Console console = staff.creates(14999);
        Console other = staff.creates(14999);
        String key = key();
        staff.restocks(console, key, 5);

        Answer again = new Clerk(shop.clerk()).restocks(console, key, 5);

        assertThat(again.replayed()).isTrue();
        assertThat(again.at("/quantity")).isEqualTo("5");
        assertThat(staff.restocks(console, key, 6).code()).isEqualTo("idempotency-key-reused");
        assertThat(staff.restocks(other, key, 6).replayed()).isFalse();
    }

    @Test
    void takesAwayNoMoreThanThereIs() {
        Console console = staff.creates(14999);
        String key = key();
        staff.restocks(console, 2);

        Answer refused = staff.restocks(console, key, -3);

        assertThat(refused.code()).isEqualTo("out-of-stock");
        assertThat(refused.at("/items/0/available")).isEqualTo("2");
        assertThat(staff.restocks(console, key, -2).replayed())
                .as("a refusal is not remembered")
                .isFalse();
    }

    @Test
    void keepsAMillionAtMost() {
        Console console = shop.console(100, 999_999);

        assertThat(staff.restocks(console, 1).at("/quantity")).isEqualTo("1000000");
        assertThat(staff.restocks(console, 1).at("/errors/0/pointer")).isEqualTo("/change");
    }

    @Test
    void countsOnFromNoNumberThatIsTheLargest() {
        Console most = shop.console(100, Integer.MAX_VALUE);
        Console least = shop.console(100, Integer.MIN_VALUE);

        assertThat(staff.restocks(most, 1).at("/errors/0/pointer")).isEqualTo("/change");
        assertThat(staff.restocks(least, -1).code()).isEqualTo("out-of-stock");

        assertThat(stored(most.id())).containsEntry("quantity", Integer.MAX_VALUE);
        assertThat(stored(least.id())).containsEntry("quantity", Integer.MIN_VALUE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100_001, -100_001})
    void changesStockWithinBounds(int change) {
        assertThat(staff.restocks(staff.creates(100), change).code()).isEqualTo("invalid-request");
    }

    @Test
    void withdrawsAndBringsBack() {
        Console console = staff.creates(14999);

        assertThat(staff.withdraws(console).status()).isEqualTo(204);
        assertThat(staff.withdraws(console).status()).isEqualTo(204);
        assertThat(staff.reads(console).at("/withdrawn")).isEqualTo("true");
        assertThat(forBuyers(console.id()).code()).isEqualTo("not-found");
        assertThat(staff.restores(console).status()).isEqualTo(204);
        assertThat(staff.restores(console).status()).isEqualTo(204);
        assertThat(forBuyers(console.id()).status()).isEqualTo(200);
        assertThat(events(console)).containsExactly("created", "withdrawn", "restored");
    }

    @Test
    void tellsWhoHasDoneWhatAndWhy() {
        Console console = staff.creates(14999);
        Clerk clerk = new Clerk(shop.clerk());
        clerk.restocks(console, 5);

        JsonNode history = clerk.history(console).json();

        assertThat(history.at("/0/event").asString()).isEqualTo("created");
        assertThat(history.at("/0/values/price/amount").asLong()).isEqualTo(14999);
        assertThat(history.at("/0/staffId").asString()).isEqualTo(staff.person().id());
        assertThat(history.at("/1/event").asString()).isEqualTo("restocked");
        assertThat(history.at("/1/change").asInt()).isEqualTo(5);
        assertThat(history.at("/1/reason").asString()).isEqualTo("delivery");
        assertThat(history.at("/1/staffId").asString()).isEqualTo(clerk.person().id());
    }

    @Test
    void knowsNoOther() {
        Console none = new Console("none", 1, 1);

        assertThat(List.of(
                        staff.reads(none).code(),
                        staff.history(none).code(),
                        staff.edits(none, "\"1\"", LYNX).code(),
                        staff.restocks(none, 1).code(),
                        staff.withdraws(none).code(),
                        staff.restores(none).code()))
                .containsOnly("not-found");
    }

    @Test
    void showsStaffWhatCannotBeSold() {
        Console console = shop.console(100, 10);
        shop.change(console, "price", 249.99);

        Answer read = staff.reads(console);

        assertThat(read.at("/defect")).contains("price");
        assertThat(read.json().at("/price").isNull()).isTrue();
        assertThat(read.header("ETag")).contains("\"0\"");
        assertThat(staff.person().get(PRODUCTS).json().values())
                .anySatisfy(product -> assertThat(product.at("/id").asString()).isEqualTo(console.id()));
    }

    @Test
    void mendsByAnEditAndAStockWhatCannotBeSold() {
        Console console = shop.console(100, 10);
        shop.change(console, "price", 249.99);
        shop.change(console, "quantity", "ten");
        shop.change(console, "version", "five");

        assertThat(staff.edits(console, "\"0\"", LYNX).header("ETag")).contains("\"1\"");
        assertThat(staff.restocks(console, 3).at("/quantity")).isEqualTo("3");

        assertThat(forBuyers(console.id()).at("/quantity")).isEqualTo("3");
    }

    @Test
    void seesOfTwoWithTheSameDigitsTheTextAndWhyTheOtherIsNotSold() {
        ObjectId digits = new ObjectId();
        shop.consoleStoredAs(digits, 700, 10);
        Console text = shop.consoleStoredAs(digits.toHexString(), 100, 10);

        assertThat(staff.reads(text).at("/price/amount")).isEqualTo("100");
        assertThat(staff.person().get(PRODUCTS).json().values())
                .filteredOn(product -> product.at("/id").asString().equals(text.id()))
                .extracting(product -> product.at("/defect").isNull())
                .containsExactlyInAnyOrder(true, false);
    }

    @Test
    void changesAProductWhoseIdIsAnObjectId() {
        Console console = shop.consoleStoredAs(new ObjectId(), 700, 10);

        assertThat(staff.restocks(console, 1).at("/quantity")).isEqualTo("11");
        assertThat(staff.withdraws(console).status()).isEqualTo(204);
        assertThat(forBuyers(console.id()).code()).isEqualTo("not-found");
    }

    private List<String> events(Console console) {
        return staff.history(console).json().values().stream()
                .map(change -> change.at("/event").asString())
                .toList();
    }

    private Document stored(String id) {
        return shop.document("products", id);
    }

    private Answer forBuyers(String id) {
        return shop.anonymously("GET", "/products/" + id, null);
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }
}
