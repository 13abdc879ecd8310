package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static store.retro.fixture.Clerk.PRODUCTS;
import static store.retro.fixture.Clerk.described;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Clerk;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.TokenSigner;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rows 10, 11 and 18 to 21 for the calls of staff. Somebody who may do everything there sends what nobody may: it is
 * refused in words that give nothing away, and changes nothing.
 */
@ExtendWith(ScorecardWriter.class)
class StaffAttacksIT {

    private static final Style STYLE = Style.MANAGED;

    /** What a part of a path should never be taken for, as it is, and escaped once and twice. */
    private static final List<String> NO_IDS = List.of(
            "%00",
            "a%00b",
            "%0d%0aSet-Cookie:%20a=b",
            "..",
            "%2e%2e",
            "..%2f..%2factuator%2fenv",
            "%252e%252e%252f",
            "..%5c",
            ";a=b",
            "*",
            "%25",
            "%E2%82",
            "%FF",
            "%zz",
            "%24where",
            "%7B%22%24ne%22%3Anull%7D",
            "{\"$ne\":null}",
            "%5B%24ne%5D",
            ".*",
            "%5E.*%24",
            "'%20or%20'1'='1",
            "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
            "%3Cimg%20src%3Dx%3E",
            "null",
            "undefined",
            "-1",
            "9".repeat(30),
            "507f1f77bcf86cd799439011",
            "a".repeat(4_000),
            "a".repeat(20_000));

    private final InProcessStore store = InProcessStore.of(STYLE);
    private final Shop shop = store.shop();
    private final RawHttp http = RawHttp.to(store.url());

    private Buyer staff;
    private Buyer buyer;
    private Console console;
    private String order;
    private String payment;

    /** @param body a good one, or none */
    private record Call(String method, String path, String body) {

        boolean hasKey() {
            return path.endsWith("/refunds") || path.endsWith("/stock") || path.equals(PRODUCTS);
        }

        @Override
        public String toString() {
            return "%s %.100s".formatted(method, path);
        }
    }

    @BeforeEach
    void placeAnOrder() {
        staff = shop.staff();
        buyer = shop.buyer();
        console = shop.console(100, 100);
        Answer placed = buyer.buys(console.times(3));
        order = placed.at("/id");
        payment = placed.at("/paymentId");
        shop.settle();
    }

    private static List<Call> changesOfOrder(String id, String product) {
        String path = "/staff/orders/" + id;
        Console.Line line = new Console(product, 1, 1).times(1);
        return List.of(
                new Call("POST", path + "/settled", "{\"reason\": \"by hand\"}"),
                new Call("PUT", path + "/shipping-address", Buyer.addressIn("Leeds")),
                new Call("POST", path + "/refunds", Buyer.refundBody(10)),
                new Call("POST", path + "/refunds", Buyer.refundBody(true, line)),
                new Call(
                        "POST",
                        path + "/ship",
                        "{\"carrier\": \"Post\", \"trackingNumber\": \"RC 1\","
                                + " \"trackingUrl\": \"https://track.example/\"}"),
                new Call("POST", path + "/cancel", "{\"reason\": \"out of sorts\"}"));
    }

    private static List<Call> changesOfProduct(String id) {
        return List.of(
                new Call("PUT", PRODUCTS + "/" + id, described("Lynx", 100)),
                new Call("POST", PRODUCTS + "/" + id + "/stock", "{\"change\": 1, \"reason\": \"delivery\"}"));
    }

    private static List<Call> ofOrder(String id) {
        return Stream.concat(
                        changesOfOrder(id, "console").stream(),
                        Stream.of(
                                new Call("GET", "/staff/orders/" + id, ""),
                                new Call("GET", "/staff/orders/" + id + "/history", ""),
                                new Call("POST", "/staff/stuck/settlements/" + id + "/retry", ""),
                                new Call("POST", "/staff/stuck/events/" + id + "/retry", "")))
                .toList();
    }

    private static List<Call> ofProduct(String id) {
        return Stream.concat(
                        changesOfProduct(id).stream(),
                        Stream.of(
                                new Call("GET", PRODUCTS + "/" + id, ""),
                                new Call("GET", PRODUCTS + "/" + id + "/history", ""),
                                new Call("DELETE", PRODUCTS + "/" + id, ""),
                                new Call("POST", PRODUCTS + "/" + id + "/restore", "")))
                .toList();
    }

    private static List<Call> ofCustomer(String id) {
        return List.of(new Call("GET", "/staff/customers/" + id, ""));
    }

    /** All with a body. */
    private List<Call> changes() {
        return Stream.of(
                        changesOfOrder(order, console.id()),
                        List.of(new Call("POST", PRODUCTS, described("Lynx", 100))),
                        changesOfProduct(console.id()))
                .flatMap(List::stream)
                .toList();
    }

    private List<Call> calls() {
        return Stream.of(ofOrder(order), ofProduct(console.id()), ofCustomer(buyer.id()))
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void refusesBodiesThatWantSomethingElse() {
        attack(
                19,
                "staff's bad bodies",
                () -> changes().stream().mapToLong(this::refusesEachBadBody).sum());

        changes().stream()
                .filter(call -> !call.path().endsWith("/cancel"))
                .forEach(call -> assertThat(send(call).status())
                        .as("the good one of %s", call)
                        .isBetween(200, 204));
        assertThat(staff.cancelsAsStaff(buyer.buys(console.times(1)).at("/id")).status())
                .isEqualTo(200);
    }

    private long refusesEachBadBody(Call call) {
        Map<String, byte[]> bodies = BadBodies.of(call.body());
        bodies.forEach((name, body) -> isRefused(
                call + " with " + name, http.send(call.method(), call.path(), staff.token(), headers(), body)));
        return bodies.size();
    }

    @Test
    void refusesBodiesThatAreNoJson() {
        List<String> types = List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "application/merge-patch+json",
                "application/json; charset=utf-16",
                "*/*",
                "json",
                "");

        attack(
                19,
                "other types of staff's bodies",
                () -> each(changes(), types, (call, type) -> {
                    Map<String, String> headers =
                            Map.of("Content-Type", type, "Idempotency-Key", key(), "If-Match", "\"0\"");
                    isRefused(call + " as " + type, staff.send(call.method(), call.path(), headers, call.body()));
                }));
    }

    @Test
    void refusesIdsThatAreNone() {
        List<Call> calls = NO_IDS.stream()
                .flatMap(id -> Stream.of(ofOrder(id), ofProduct(id), ofCustomer(id)))
                .flatMap(List::stream)
                .toList();

        attack(21, "ids of nothing, for staff", () -> each(calls, call -> isRefused(call + "", send(call))));
    }

    /** Of a payment that is given back there is a document in the orders' own collection. */
    @Test
    void refusesIdsOfOtherThings() {
        String tombstone = tombstone();
        List<Call> calls = Stream.of(
                        ofOrder(tombstone),
                        ofOrder(payment),
                        ofOrder(buyer.id()),
                        ofOrder(console.id()),
                        ofProduct(tombstone),
                        ofProduct(payment),
                        ofProduct(buyer.id()),
                        ofProduct(order),
                        ofCustomer(tombstone),
                        ofCustomer(payment),
                        ofCustomer(order),
                        ofCustomer(console.id()))
                .flatMap(List::stream)
                .toList();

        attack(
                21,
                "ids of other things, for staff",
                () -> each(calls, call -> {
                    assertThat(send(call).code()).as("%s", call).isEqualTo("not-found");
                }));
    }

    @Test
    void knowsNoOtherKindOfWork() {
        attack(
                21,
                "kinds of work that are none",
                () -> each(NO_IDS, kind -> {
                    Call retry = new Call("POST", "/staff/stuck/" + kind + "/" + order + "/retry", "");
                    isRefused(retry + "", send(retry));
                }));
    }

    /** A value that would be an operator, a pattern or another type to somebody else's look-up. */
    @Test
    void refusesQueriesThatAreNone() {
        List<String> queries = List.of(
                "/staff/orders?status=",
                "/staff/orders?settlement=",
                "/staff/orders?from=",
                "/staff/orders?to=",
                "/staff/orders?sort=",
                "/staff/orders?limit=",
                "/staff/orders?after=",
                "/staff/customers?limit=",
                "/staff/customers?after=");
        List<String> values = Stream.concat(
                        NO_IDS.stream(),
                        Stream.of(
                                "",
                                "void",
                                "Placed",
                                "0",
                                "101",
                                "1e1",
                                "+1000000000-12-31T23:59:59Z",
                                "2026-02-30T00:00:00Z",
                                "2026-11-28",
                                "2026-11-28T00:00:00Z%00",
                                base64("9223372036854775808:507f1f77bcf86cd799439011"),
                                base64("{\"$gt\": 0}:507f1f77bcf86cd799439011")))
                .toList();

        attack(
                19,
                "staff's bad queries",
                () -> each(queries, values, (query, value) -> {
                    isRefused(query + value, send(new Call("GET", query + value, "")));
                }));
    }

    @Test
    void findsNothingByWhatIsNoUserAndNoNumber() {
        List<String> queries = List.of("/staff/orders?userId=", "/staff/orders?number=");

        attack(
                19,
                "users and numbers of staff's queries",
                () -> each(queries, NO_IDS, (query, value) -> {
                    Answer found = send(new Call("GET", query + value, ""));
                    if (found.status() == 200) {
                        assertThat(found.json().at("/orders")).as(query + value).isEmpty();
                    } else {
                        isRefused(query + value, found);
                    }
                }));
    }

    @Test
    void refusesQueriesThatGoTogetherWithNoOther() {
        List<String> queries = List.of(
                "status=placed&settlement=captured",
                "status=placed&status=shipped",
                "userId=a&number=b",
                "userId=a&userId=b",
                "number=a&status=placed&from=2026-01-01T00:00:00Z");

        attack(
                19,
                "staff's queries for two things",
                () -> each(queries, query -> {
                    isRefused(query, send(new Call("GET", "/staff/orders?" + query, "")));
                }));
    }

    /** A place in one list is none in another: what comes after it there is not what was asked for. */
    @Test
    void refusesCursorsOfOtherLists() {
        buyer.buys(console.times(1));
        shop.buyer();
        List<String> lists = List.of(
                "/staff/orders?limit=1",
                "/staff/orders?limit=1&sort=placedAt",
                "/staff/orders?limit=1&status=placed",
                "/staff/orders?limit=1&userId=" + buyer.id(),
                "/staff/orders?limit=1&from=2026-01-01T00:00:00Z",
                "/staff/customers?limit=1");
        List<String> cursors = new ArrayList<>(
                lists.stream().map(list -> staff.get(list).at("/next")).toList());
        assertThat(cursors).doesNotContain("").doesNotHaveDuplicates();
        cursors.add(buyer.get("/orders?limit=1").at("/next"));

        attack(19, "cursors of other lists", () -> {
            for (String list : lists) {
                for (String cursor : cursors) {
                    boolean own = cursors.indexOf(cursor) == lists.indexOf(list);
                    assertThat(staff.get(list + "&after=" + cursor).status())
                            .as(list + " after " + cursor)
                            .isEqualTo(own ? 200 : 400);
                }
            }
            return (long) lists.size() * (cursors.size() - 1);
        });
    }

    @Test
    void refusesAKeyThatIsNone() {
        List<Call> calls = changes().stream().filter(Call::hasKey).toList();

        attack(
                11,
                "staff's bad keys",
                () -> each(
                        calls,
                        KeysIT.BAD_KEYS,
                        (call, key) -> isRefused(call + " with key " + key, send(call, "Idempotency-Key: " + key))));
        attack(
                11,
                "staff's missing and repeated keys",
                () -> each(calls, call -> {
                    assertThat(send(call, "Accept: */*").code()).isEqualTo("precondition-required");
                    assertThat(send(call, "Idempotency-Key: a\nIdempotency-Key: a")
                                    .code())
                            .isEqualTo("invalid-idempotency-key");
                }));
    }

    /** What a careless look-up would take for a pattern or an operator is a key like any other. */
    @Test
    void keepsAKeyToItsBodyAndItsPath() {
        Clerk clerk = new Clerk(shop.clerk());
        Console other = shop.console(100, 10);

        for (String key : List.of(".*", "$where", "{$ne:null}", "%00", "k".repeat(255))) {
            assertThat(clerk.restocks(console, key, 1).replayed()).isFalse();
            assertThat(clerk.restocks(console, key, 2).code()).isEqualTo("idempotency-key-reused");
            assertThat(new Clerk(staff).restocks(console, key, 1).replayed()).isTrue();
            assertThat(clerk.restocks(other, key, 2).replayed()).isFalse();
            assertThat(staff.refunds(order, key, Buyer.refundBody(1)).replayed())
                    .isFalse();
            assertThat(staff.refunds(order, key, Buyer.refundBody(2)).code()).isEqualTo("idempotency-key-reused");
            assertThat(shop.staff().refunds(order, key, Buyer.refundBody(1)).replayed())
                    .isTrue();
        }

        assertThat(shop.quantity(console)).isEqualTo(97 + 5);
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(300 - 5);
        shop.invariant().holds();
    }

    @Test
    void refusesATagThatIsNone() {
        Call edit = changesOfProduct(console.id()).get(0);
        List<String> tags = List.of(
                "",
                "*",
                "0",
                "\"0",
                "0\"",
                "'0'",
                "W/0",
                "w/\"0\"",
                "\"0\", \"1\"",
                "\"0\"\nIf-Match: \"1\"",
                "\"\"",
                "\"00\"",
                "\"-0\"",
                "\"0.0\"",
                "\"{$gte:0}\"",
                "\".*\"",
                "\"0\u0001\"",
                "\"" + "0".repeat(9_000) + "\"");

        attack(19, "staff's bad tags", () -> each(tags, tag -> isRefused(tag, send(edit, "If-Match: " + tag))));
    }

    @Test
    void asksNoHeaderWhoCallsAndWhat() {
        List<String> headers = List.of(
                "X-HTTP-Method-Override: DELETE",
                "X-HTTP-Method: DELETE",
                "X-Method-Override: DELETE",
                "X-Original-URL: /products",
                "X-Rewrite-URL: /products",
                "X-Forwarded-Prefix: /products",
                "X-Forwarded-User: " + staff.id(),
                "X-Roles: staff",
                "Cookie: access_token=" + staff.token());
        String path = PRODUCTS + "/" + console.id();

        attack(
                18,
                "headers that name another caller or call",
                () -> each(headers, header -> {
                    Answer read = as(staff, new Call("GET", path, ""), header);
                    assertThat(read.body()).as(header).contains("\"" + console.id() + "\"");
                    for (Buyer other : List.of(buyer, shop.clerk())) {
                        assertThat(as(other, new Call("DELETE", path, ""), header)
                                        .code())
                                .as(header)
                                .isEqualTo("forbidden");
                    }
                }));
    }

    @Test
    void refusesMethodsThatNobodyNeeds() {
        List<String> methods = List.of("PATCH", "TRACE", "PROPFIND", "MOVE", "get", "GETS");

        attack(
                19,
                "other methods of staff's paths",
                () -> each(calls(), methods, (call, method) -> {
                    Answer answer = send(new Call(method, call.path(), call.body()));
                    assertThat(answer.status()).as(method + " " + call.path()).isEqualTo(405);
                }));
    }

    @Test
    void opensToNoTokenThatIsForged() {
        String claims = "{\"sub\":\"mallory\",\"roles\":[\"staff\"],\"exp\":4102444800}";
        List<String> tokens = List.of(
                new TokenSigner("development").token("mallory", List.of("staff"), Duration.ofHours(1)),
                base64("{\"alg\":\"none\"}") + "." + base64(claims) + ".",
                buyer.token().replaceFirst("\\..*\\.", "." + base64(claims) + "."),
                staff.token().replaceFirst("[^.]*$", ""),
                staff.token() + "A",
                "staff");

        attack(
                18,
                "forged tokens of staff",
                () -> each(calls(), tokens, (call, token) -> {
                    Answer answer = http.send(call.method(), call.path(), token, headers(), bytes(call));
                    assertThat(answer.code()).as(token).isEqualTo("unauthenticated");
                }));
    }

    @Test
    void opensToNoRoleThatIsNearlyRight() {
        List<Buyer> others = Stream.of(
                        "Staff",
                        "STAFF",
                        " staff",
                        "staff ",
                        "ROLE_staff",
                        "clerk,staff",
                        "staff clerk",
                        "st\u0430ff",
                        "")
                .map(shop::withRole)
                .toList();

        attack(
                18,
                "nearly right roles",
                () -> each(calls(), others, (call, other) -> {
                    assertThat(as(other, call, headers()).code())
                            .as("%s by %s", call, other.id())
                            .isEqualTo("forbidden");
                }));
    }

    /** Whoever shows it has to take it for text, and is told that it is no page. */
    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "</textarea><svg/onload=alert(1)>",
                "{{7*7}} ${7*7} #{7*7} <%= 7*7 %>",
                "=cmd|'/c calc'!A1",
                "a\u0000b \u202e \u2028 \ufeff",
                "&lt;b&gt; %3Cb%3E %s %n"
            })
    void keepsMarkupAsTheTextThatItIs(String text) {
        String json = new JsonMapper().writeValueAsString(text);
        Clerk clerk = new Clerk(staff);

        Answer made = clerk.creates(
                key(), described("%1", 100).replace("\"%1\"", json).replace("\"Runs on six batteries.\"", json));
        String id = made.at("/id");
        clerk.person().post(PRODUCTS + "/" + id + "/stock", keyed(), "{\"change\": 1, \"reason\": " + json + "}");
        Answer shipped = staff.ships(order, "{\"carrier\": " + json + ", \"trackingNumber\": " + json + "}");
        Answer given = staff.refunds(order, key(), Buyer.refundBody(1).replace("\"a scratch\"", json));
        Answer history = staff.get("/staff/orders/" + order + "/history");
        Answer changes = staff.get(PRODUCTS + "/" + id + "/history");
        Answer shown = shop.anonymously("GET", "/products/" + id, null);

        assertThat(List.of(made.at("/name"), shown.at("/name"), shown.at("/description")))
                .containsOnly(text);
        assertThat(changes.at("/0/values/description")).isEqualTo(text);
        assertThat(changes.at("/1/reason")).isEqualTo(text);
        assertThat(List.of(shipped.at("/shipment/carrier"), shipped.at("/shipment/trackingNumber")))
                .containsOnly(text);
        assertThat(history.json().findValuesAsString("reason")).contains(text);
        assertThat(List.of(made, shown, changes, shipped, given, history)).allSatisfy(answer -> {
            assertThat(answer.header("Content-Type")).hasValue("application/json");
            assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
        });
    }

    /** It changes nothing, however often it is tried. */
    private void attack(int row, String what, LongSupplier attack) {
        Document before = stored();
        Scorecard.line(row, what + "; hits are requests", STYLE).run(Profile.times(1, 1), random -> attack.getAsLong());
        assertThat(stored()).isEqualTo(before);
    }

    private static <T> long each(List<T> all, Consumer<T> attack) {
        all.forEach(attack);
        return all.size();
    }

    private static <T, U> long each(List<T> all, List<U> others, BiConsumer<T, U> attack) {
        return each(all, one -> others.forEach(other -> attack.accept(one, other))) * others.size();
    }

    private static void isRefused(String attack, Answer answer) {
        assertThat(answer.status()).as("%s: %s", attack, answer).isBetween(400, 499);
        assertThat(answer.header("Content-Type")).as(attack).hasValue("application/problem+json");
        assertThat(answer.body())
                .as(attack)
                .doesNotContainPattern(
                        "Exception|Error:|\\bat [a-z]+\\.[a-z]|(org|com|tools|java|store\\.retro)\\.[a-z]+\\.[a-z]");
    }

    /** What an attack could have reached. */
    private Document stored() {
        return new Document("order", shop.document("orders", new ObjectId(order)))
                .append("buyer", shop.document("users", buyer.id()))
                .append("product", shop.document("products", console.id()))
                .append("products", count("products"))
                .append("changes", count("productChanges"))
                .append("orders", count("orders"))
                .append("users", count("users"));
    }

    private long count(String collection) {
        return store.database()
                .getDatabase(store.name())
                .getCollection(collection)
                .countDocuments();
    }

    private String tombstone() {
        ObjectId id = new ObjectId();
        shop.insert(
                "orders",
                new Document("_id", id)
                        .append("userId", buyer.id())
                        .append("paymentId", "pay_" + id)
                        .append("status", "void"));
        return id.toHexString();
    }

    private Answer send(Call call) {
        return send(call, headers());
    }

    private Answer send(Call call, String headers) {
        return as(staff, call, headers);
    }

    private Answer as(Buyer person, Call call, String headers) {
        return http.send(call.method(), call.path(), person.token(), headers, bytes(call));
    }

    private static byte[] bytes(Call call) {
        return call.body().getBytes(StandardCharsets.UTF_8);
    }

    private static String headers() {
        return "If-Match: \"0\"\nIdempotency-Key: " + key();
    }

    private static Map<String, String> keyed() {
        return Map.of("Idempotency-Key", key());
    }

    private static String key() {
        return UUID.randomUUID().toString();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
