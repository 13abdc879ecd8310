package store.retro.order.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static store.retro.fixture.StoredOrders.ids;
import static store.retro.fixture.StoredOrders.minute;
import static store.retro.fixture.StoredOrders.pageByPage;
import static store.retro.fixture.StoredOrders.pagesAfter;
import static store.retro.fixture.StoredOrders.settlement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.function.IntFunction;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import store.retro.fixture.StoredOrders;

@StoreTest
class StaffOrderSearchIT {

    private static final String ALL = "/staff/orders?from=" + StoredOrders.FIRST;
    private static final IntFunction<Document> PLAIN = i -> new Document();

    @Autowired
    private Shop shop;

    private Buyer clerk;
    private Buyer buyer;
    private StoredOrders stored;

    @BeforeEach
    void comeIn() {
        shop.clearShelf();
        clerk = shop.clerk();
        buyer = shop.buyer();
        stored = shop.storedOrders(buyer);
    }

    @AfterEach
    void tidyUp() {
        stored.close();
    }

    @Test
    void findsAllNewestFirst() {
        List<String> placed = stored.add(5, PLAIN);

        assertThat(ids(clerk.get("/staff/orders?limit=5"))).containsExactlyElementsOf(reversed(placed));
        assertThat(ids(clerk.get("/staff/orders?limit=5"))).isEqualTo(ids(clerk.get(ALL)));
    }

    @Test
    void findsAllOldestFirst() {
        assertThat(stored.add(5, PLAIN)).isEqualTo(ids(clerk.get(ALL + "&sort=placedAt")));
    }

    @Test
    void showsWhoseAnOrderIsAndHowItsMoneyStands() {
        String id = stored.add(1, PLAIN).get(0);

        Answer found = clerk.get(ALL);

        assertThat(found.json().at("/next").isNull()).isTrue();
        assertThat(found.json().at("/orders/0").propertyNames())
                .containsExactly(
                        "id",
                        "number",
                        "status",
                        "placedAt",
                        "shippedAt",
                        "cancelledAt",
                        "items",
                        "billingAmount",
                        "refundedAmount",
                        "shippingAddress",
                        "shipment",
                        "cancelReason",
                        "paymentId",
                        "userId",
                        "settlement");
        assertThat(found.at("/orders/0/userId")).isEqualTo(buyer.id());
        assertThat(found.json().at("/orders/0/settlement").toString())
                .isEqualTo("{\"state\":\"captured\",\"stuck\":false}");
        assertThat(found.header("Cache-Control")).hasValue("no-store");
        assertThat(clerk.get("/staff/orders/" + id).json())
                .isEqualTo(found.json().at("/orders/0"));
    }

    @Test
    void showsOneOfAnybodysAsItsBuyerSeesIt() {
        String id = ids(buyer.get("/orders")).get(0);

        Answer shown = clerk.get("/staff/orders/" + id);

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.json().properties())
                .containsAll(buyer.get("/orders/" + id).json().properties());
        assertThat(shown.at("/settlement/state")).isEqualTo("held");
        assertThat(shown.at("/shippingAddress/city")).isEqualTo("London");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-id", "674100000000000000000001", "%7B%7D"})
    void doesNotKnowAnOrderThatIsNone(String id) {
        assertThat(clerk.get("/staff/orders/" + id).code()).isEqualTo("not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"placed", "shipped", "cancelled", "returned", "unknown"})
    void findsThoseOfAStatus(String status) {
        List<String> statuses = List.of("placed", "shipped", "cancelled", "returned", "of a later version");
        List<String> placed = stored.add(10, i -> new Document("status", statuses.get(i % 5)));
        int which = status.equals("unknown") ? 4 : statuses.indexOf(status);

        assertThat(ids(clerk.get(ALL + "&status=" + status))).containsExactly(placed.get(5 + which), placed.get(which));
        assertThat(clerk.get(ALL + "&status=" + status).at("/orders/0/status")).isEqualTo(status);
        assertThat(ids(clerk.get(ALL))).containsExactlyElementsOf(reversed(placed));
    }

    @ParameterizedTest
    @CsvSource({
        "held, authorized",
        "captured, captured",
        "captured-in-part, authorized",
        "captured-in-part, captured",
        "refund-due, captured",
        "refunded-in-part, captured",
        "refunded, refunded",
        "voided, voided",
        "disputed, captured",
        "disputed, refunded",
        "lost, refunded"
    })
    void findsThoseWhoseMoneyStandsSo(String state, String status) {
        List<String> placed = stored.add(
                3,
                i -> i == 1
                        ? new Document("settlement", settlement(status, state.replace('-', '_')))
                        : new Document("settlement", settlement("unheard of", "unheard of")));

        Answer found = clerk.get(ALL + "&settlement=" + state);

        assertThat(ids(found)).containsExactly(placed.get(1));
        assertThat(found.at("/orders/0/settlement/state")).isEqualTo(state);
    }

    /** A former version writes only the status. */
    @ParameterizedTest
    @CsvSource({
        "held, authorized, ",
        "captured, captured, ",
        "captured, captured, held",
        "voided, voided, held",
        "voided, voided, captured_in_part",
        "refunded, refunded, ",
        "refunded, refunded, captured",
        "refunded, refunded, refunded_in_part"
    })
    void findsWhatAFormerVersionHasWrittenLast(String state, String status, String before) {
        List<String> placed = stored.add(
                1,
                i -> new Document(
                        "settlement",
                        before == null ? StoredOrders.formerSettlement(status) : settlement(status, before)));

        assertThat(ids(clerk.get(ALL + "&settlement=" + state))).isEqualTo(placed);
        assertThat(clerk.get(ALL).at("/orders/0/settlement/state")).isEqualTo(state);
    }

    @Test
    void findsThoseOfAUser() {
        Buyer another = shop.buyer();
        List<String> placed = stored.add(4, i -> new Document("userId", i % 2 == 0 ? another.id() : buyer.id()));

        assertThat(ids(clerk.get(ALL + "&userId=" + another.id()))).containsExactly(placed.get(2), placed.get(0));
        assertThat(ids(clerk.get("/staff/orders?userId=nobody"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RC-01ZX-92QD-M4XA", "rc-oizx-92qd-m4xa", "olzx92qdm4xa", "RC01ZX92QDM4XA"})
    void findsThoseOfANumberHoweverItIsWritten(String number) {
        List<String> placed = stored.add(3, i -> new Document("number", i < 2 ? "RC-01ZX-92QD-M4XA" : "1001"));

        assertThat(ids(clerk.get(ALL + "&number=" + number))).containsExactly(placed.get(1), placed.get(0));
        assertThat(ids(clerk.get("/staff/orders?number=1001"))).containsExactly(placed.get(2));
        assertThat(ids(clerk.get("/staff/orders?number=RC-01ZX-92QD-M4XB"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&status=shipped", "&settlement=captured", "&userId={user}", "&number=1001"})
    void findsThoseFromATimeToAnother(String filter) {
        List<String> placed = stored.add(5, i -> new Document("status", "shipped").append("number", "1001"));
        String query = filter.replace("{user}", buyer.id());

        assertThat(ids(clerk.get("/staff/orders?from=" + minute(1) + "&to=" + minute(3) + query)))
                .containsExactly(placed.get(2), placed.get(1));
        assertThat(ids(clerk.get("/staff/orders?sort=placedAt&from=" + minute(4) + query)))
                .containsExactly(placed.get(4));
        assertThat(ids(clerk.get("/staff/orders?from=" + minute(3) + "&to=" + minute(1) + query)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "3000-01-01T01:01:00%2B01:00, 2",
        "2999-12-31T23:31:00-00:30, 2",
        "3000-01-01t00:01:00.000000001z, 1",
        "3000-01-01T00:00:59.999999999Z, 2"
    })
    void readsTimesOfAnyZoneToTheNanosecond(String from, int found) {
        stored.add(3, PLAIN);

        assertThat(ids(clerk.get("/staff/orders?from=" + from))).hasSize(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=101",
                "limit=x",
                "limit=",
                "after=x",
                "after=",
                "sort=",
                "sort=-placedAt",
                "sort=number",
                "status=",
                "status=void",
                "status=PLACED",
                "status=0",
                "status=Placed",
                "status=placed%20",
                "settlement=",
                "settlement=captured_in_part",
                "settlement=CAPTURED",
                "settlement=stuck",
                "userId=",
                "number=",
                "from=",
                "from=today",
                "from=MIN",
                "from=3000-01-01",
                "from=3000-01-01T00:00:00",
                "to=",
                "to=10000-01-01T00:00:00Z",
                "to=%2B10000-01-01T00:00:00Z",
                "to=3000-02-30T00:00:00Z",
                "to=Mon,%2001%20Jan%202001%2000:00:00%20GMT",
                "to=0"
            })
    void namesTheParameterThatIsWrong(String query) {
        Answer answer = clerk.get("/staff/orders?" + query);

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("invalid-request");
        assertThat(answer.at("/errors/0/parameter")).isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=placed&settlement=held",
                "status=placed&userId=ada",
                "settlement=held&number=1001",
                "userId=ada&number=1001",
                "status=placed&status=shipped",
                "number=1001&number=1001"
            })
    void takesOneFilterAtATime(String query) {
        Answer answer = clerk.get("/staff/orders?" + query);

        assertThat(answer.code()).isEqualTo("invalid-request");
        assertThat(query).contains("&" + answer.at("/errors/0/parameter") + "=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&status=shipped", "&settlement=captured", "&userId={user}", "&number=1001"})
    void listsPageByPageInEitherOrder(String filter) {
        List<String> placed = stored.add(
                7,
                i -> new Document("status", "shipped")
                        .append("number", "1001")
                        .append("placedAt", Date.from(minute(i / 3))));
        String path = ALL + "&limit=2" + filter.replace("{user}", buyer.id());

        assertThat(pageByPage(clerk, path + "&sort=placedAt")).isEqualTo(placed);
        assertThat(pageByPage(clerk, path)).containsExactlyElementsOf(reversed(placed));
    }

    @Test
    void leavesOutNoneAndRepeatsNoneWhileOrdersArePlaced() {
        List<String> placed = stored.add(6, i -> new Document("status", i % 2 == 0 ? "placed" : "exchanged"));
        Answer first = clerk.get(ALL + "&limit=2");
        List<String> meanwhile = stored.add(1, i -> new Document("placedAt", Date.from(minute(9))));

        List<String> rest = pagesAfter(first, clerk, ALL + "&limit=2");

        assertThat(ids(first)).containsExactly(placed.get(5), placed.get(4));
        assertThat(rest).containsExactly(placed.get(3), placed.get(2), placed.get(1), placed.get(0));
        assertThat(pageByPage(clerk, ALL + "&limit=2&sort=placedAt")).endsWith(meanwhile.get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?limit=2",
                "?limit=2&from=3000-01-01T00:00:00Z&sort=placedAt",
                "?limit=2&from=3000-01-01T00:00:00.001Z",
                "?limit=2&from=3000-01-01T00:00:00Z&to=3001-01-01T00:00:00Z",
                "?limit=2&from=3000-01-01T00:00:00Z&status=placed",
                "?limit=2&from=3000-01-01T00:00:00Z&settlement=captured"
            })
    void takesACursorForItsFilterAndSortOnly(String another) {
        stored.add(4, PLAIN);
        String next = clerk.get(ALL + "&limit=2").at("/next");

        assertThat(ids(clerk.get(ALL + "&limit=1&after=" + next))).hasSize(1);
        assertThat(ids(clerk.get("/staff/orders?from=3000-01-01T01:00:00%2B01:00&after=" + next)))
                .hasSize(2);
        assertThat(clerk.get("/staff/orders" + another + "&after=" + next).at("/errors/0/parameter"))
                .isEqualTo("after");
        assertThat(buyer.get("/orders?after=" + next).at("/errors/0/parameter")).isEqualTo("after");
    }

    @Test
    void hasNoCursorOfABuyersList() {
        buyer.buys(shop.console(100, 1).times(1));
        String next = buyer.get("/orders?limit=1").at("/next");

        assertThat(clerk.get("/staff/orders?userId=" + buyer.id() + "&after=" + next)
                        .at("/errors/0/parameter"))
                .isEqualTo("after");
    }

    @Test
    void passesOverWhatCannotBeReadAndTombstones() {
        List<String> placed = stored.add(
                9, i -> i % 3 == 0 ? new Document("number", "1001") : new Document("number", i % 3 == 1 ? 5 : null));
        shop.insertTombstone(buyer, "unused");
        stored.add(2, i -> new Document("status", "void"));

        assertThat(pageByPage(clerk, ALL + "&limit=1")).containsExactly(placed.get(6), placed.get(3), placed.get(0));
        assertThat(ids(clerk.get(ALL + "&limit=2"))).containsExactly(placed.get(6), placed.get(3));
        assertThat(ids(clerk.get("/staff/orders?userId=" + buyer.id()))).hasSize(4);
        assertThat(ids(clerk.get("/staff/orders?number=1001"))).hasSize(3);
        assertThat(clerk.get("/staff/orders/" + placed.get(1)).code()).isEqualTo("not-found");
    }

    @Test
    void tellsWhichAreStuck() {
        String id = ids(buyer.get("/orders")).get(0);
        assertThat(clerk.get("/staff/orders/" + id).at("/settlement/stuck")).isEqualTo("false");

        shop.change("orders", new ObjectId(id), "settlement.due.attempts", 10);
        assertThat(clerk.get("/staff/orders/" + id).at("/settlement/stuck")).isEqualTo("true");

        shop.change(
                "orders", new ObjectId(id), "settlement.due", new Document("at", new Date(0)).append("attempts", 0));
        assertThat(clerk.get("/staff/orders/" + id).at("/settlement/stuck")).isEqualTo("true");
        assertThat(clerk.get("/staff/stuck").json().at("/settlements").toString())
                .contains(id);

        shop.change("orders", new ObjectId(id), "settlement.due", new Document("attempts", 10));
        assertThat(clerk.get("/staff/orders/" + id).at("/settlement/stuck")).isEqualTo("false");
    }

    @Test
    void followsAnOrderThroughItsLife() {
        String id = ids(buyer.get("/orders")).get(0);
        String ofBuyer = "/staff/orders?userId=" + buyer.id();
        shop.settle();
        assertThat(clerk.get(ofBuyer).at("/orders/0/settlement/state")).isEqualTo("captured");

        clerk.ships(id);
        shop.staff().refunds(id, 40);
        shop.settle();

        assertThat(clerk.get(ofBuyer).at("/orders/0/status")).isEqualTo("shipped");
        assertThat(clerk.get(ofBuyer).at("/orders/0/settlement/state")).isEqualTo("refunded-in-part");
        assertThat(ids(clerk.get("/staff/orders?settlement=refunded-in-part"))).contains(id);
    }

    private static List<String> reversed(List<String> ids) {
        List<String> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);
        return reversed;
    }
}
