package store.retro.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Clerk;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.StaffCalls;
import store.retro.fixture.StoreTest;

/**
 * Who may do what under {@code /staff}. Each call that there is has its row: what a clerk, somebody of the staff, and
 * somebody of the staff whose own order it is, are answered with.
 */
@StoreTest
class StaffRolesIT {

    private static final String CALLS = """
        GET    /staff/orders                            | 200 | 200 | 200 |
        GET    /staff/orders/{order}                    | 200 | 200 | 200 |
        GET    /staff/orders/{order}/history            | 200 | 200 | 200 |
        POST   /staff/orders/{order}/ship               | 200 | 200 | 200 | {'carrier': 'Post'}
        PUT    /staff/orders/{order}/shipping-address   | 200 | 200 | 200 | {address}
        POST   /staff/orders/{order}/cancel             | 403 | 200 | 403 | {'reason': 'out of sorts'}
        POST   /staff/orders/{order}/refunds            | 403 | 201 | 403 | {amount}
        POST   /staff/orders/{order}/settled            | 403 | 204 | 204 | {'reason': 'by bank transfer'}
        POST   /staff/customers/{buyer}/readmit         | 403 | 204 | 204 |
        GET    /staff/stuck                             | 200 | 200 | 200 |
        POST   /staff/stuck/{kind}/{waiting}/retry      | 204 | 204 | 204 |
        GET    /staff/customers                         | 200 | 200 | 200 |
        GET    /staff/customers/{buyer}                 | 200 | 200 | 200 |
        GET    /staff/products                          | 200 | 200 | 200 |
        POST   /staff/products                          | 403 | 201 | 201 | {product}
        GET    /staff/products/{console}                | 200 | 200 | 200 |
        PUT    /staff/products/{console}                | 403 | 200 | 200 | {product}
        DELETE /staff/products/{console}                | 403 | 204 | 204 |
        GET    /staff/products/{console}/history        | 200 | 200 | 200 |
        POST   /staff/products/{console}/stock          | 200 | 200 | 200 | {'change': 1, 'reason': 'delivery'}
        POST   /staff/products/{console}/restore        | 403 | 204 | 204 |
        """;

    private static final Map<String, String> BODIES = Map.of(
            "{address}", Buyer.addressIn("Leeds"),
            "{amount}", Buyer.refundBody(10),
            "{product}", Clerk.described("Lynx", 100));

    @Autowired
    private Shop shop;

    @Autowired
    private ApplicationContext store;

    @Autowired
    private List<ClerkEndpoints> clerks;

    private Buyer buyer;
    private Console console;
    private String order;
    private String waiting;

    /** @param own what somebody of the staff is answered with whose own order it is */
    private record Call(
            String method,
            String path,
            int clerk,
            int staff,
            int own,
            @Nullable String body) {

        static Call of(String row) {
            String[] cells = row.split("\\|", -1);
            String[] call = cells[0].strip().split(" +");
            String body = cells[4].strip();
            return new Call(
                    call[0],
                    call[1],
                    status(cells[1]),
                    status(cells[2]),
                    status(cells[3]),
                    body.isEmpty() ? null : body);
        }

        private static int status(String cell) {
            return Integer.parseInt(cell.strip());
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<Call> calls() {
        return CALLS.lines().map(Call::of);
    }

    static Stream<Call> reads() {
        return calls().filter(call -> call.method().equals("GET"));
    }

    @BeforeEach
    void placeTwoOrders() {
        buyer = shop.buyer();
        console = shop.console(100, 10);
        order = buyer.buys(console.times(1)).at("/id");
        shop.settle();
        waiting = buyer.buys(console.times(1)).at("/id");
    }

    @Test
    void everyCallHasItsRow() {
        assertThat(calls().map(call -> StaffCalls.nameless(call.toString())))
                .containsExactlyInAnyOrderElementsOf(StaffCalls.of(store));
    }

    @Test
    void clerksMayCallNothingThatIsNotThere() {
        assertThat(clerks)
                .flatExtracting(ClerkEndpoints::endpoints)
                .isNotEmpty()
                .allSatisfy(endpoint -> assertThat(StaffCalls.of(store)).contains(StaffCalls.nameless(endpoint)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isClosedToWhoeverIsNotOfTheStaff(Call call) {
        List<Document> before = stored();

        assertThat(shop.anonymously(call.method(), path(call), body(call)).code())
                .isEqualTo("unauthenticated");
        for (Buyer other : List.of(buyer, shop.buyer(), shop.withRole("metrics"), shop.withRole("buyer"))) {
            assertThat(send(other, call).code()).isEqualTo("forbidden");
        }

        assertThat(stored()).isEqualTo(before);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isOpenToClerksWhereTheRowSaysSo(Call call) {
        List<Document> before = stored();

        Answer answer = send(shop.clerk(), call);

        assertThat(answer.status()).as("%s", answer).isEqualTo(call.clerk());
        if (call.clerk() == 403) {
            assertThat(answer.code()).isEqualTo("forbidden");
            assertThat(stored()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isOpenToStaff(Call call) {
        Answer answer = send(shop.staff(), call);

        assertThat(answer.status()).as("%s", answer).isEqualTo(call.staff());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isRefusedToStaffForTheirOwnOrderWhereTheRowSaysSo(Call call) {
        List<Document> before = stored();

        Answer answer = send(shop.staff(buyer.id()), call);

        assertThat(answer.status()).as("%s", answer).isEqualTo(call.own());
        if (call.own() == 403) {
            assertThat(answer.code()).isEqualTo("forbidden");
            assertThat(stored()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("reads")
    void answersToHeadAsToGet(Call call) {
        Call head = new Call("HEAD", call.path(), call.clerk(), call.staff(), call.own(), null);

        assertThat(shop.anonymously("HEAD", path(head), null).status()).isEqualTo(401);
        assertThat(send(buyer, head).status()).isEqualTo(403);
        assertThat(send(shop.clerk(), head).status()).isEqualTo(call.clerk());
    }

    private Answer send(Buyer person, Call call) {
        Map<String, String> headers =
                Map.of("If-Match", "\"0\"", "Idempotency-Key", UUID.randomUUID().toString());
        return person.send(call.method(), path(call), headers, body(call));
    }

    private String path(Call call) {
        return call.path()
                .replace("{order}", order)
                .replace("{kind}", "settlements")
                .replace("{waiting}", waiting)
                .replace("{buyer}", buyer.id())
                .replace("{console}", console.id());
    }

    private static @Nullable String body(Call call) {
        return call.body() == null
                ? null
                : BODIES.getOrDefault(call.body(), call.body().replace('\'', '"'));
    }

    private List<Document> stored() {
        return List.of(
                shop.document("orders", new ObjectId(order)),
                shop.document("orders", new ObjectId(waiting)),
                shop.document("users", buyer.id()),
                shop.document("products", console.id()));
    }
}
