package store.retro.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Clerk;
import store.retro.fixture.Console;
import store.retro.fixture.Damage;
import store.retro.fixture.Purchase;
import store.retro.fixture.Receiver;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import store.retro.fixture.StoredOrders;

/**
 * The cells of the tables in {@code docs/decisions/stored-documents.md}: in the slow profile every one, in other builds
 * a tenth of them, each time others.
 */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=damaged-members")
class DamagedMembersIT {

    private static final Path TABLES = Path.of("docs/decisions/stored-documents.md");
    private static final String NO_VALUE = "–";
    private static final Receiver RECEIVER = new Receiver();

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    @DynamicPropertySource
    static void receiver(DynamicPropertyRegistry registry) {
        RECEIVER.register(registry);
    }

    @AfterAll
    static void close() {
        RECEIVER.close();
    }

    static Stream<Arguments> cells() throws IOException {
        List<Arguments> cells = new ArrayList<>();
        String collection = "";
        List<String> head = List.of();
        for (String line : Files.readAllLines(TABLES)) {
            List<String> row =
                    Stream.of(line.split("\\|")).map(String::strip).skip(1).toList();
            if (line.startsWith("### ")) {
                collection = line.substring(4);
            } else if (line.startsWith("| member ")) {
                head = row;
            } else if (line.startsWith("| `")) {
                for (int i = 2; i < row.size(); i++) {
                    if (!row.get(i).equals(NO_VALUE)) {
                        String member = row.get(0).replace("`", "");
                        Damage.Type type = Damage.Type.valueOf(constant(row.get(1)));
                        cells.add(
                                arguments(collection, member, type, Damage.valueOf(constant(head.get(i))), row.get(i)));
                    }
                }
            }
        }
        Collections.shuffle(cells, new Random(Profile.SEED));
        return cells.stream()
                .limit(Profile.times(cells.size() / 10, cells.size()).now());
    }

    private static String constant(String words) {
        return words.replace(' ', '_').toUpperCase(Locale.ROOT);
    }

    @ParameterizedTest(name = "{0}.{1} {3}: {4}")
    @MethodSource("cells")
    void isAsTheTableSays(String collection, String member, Damage.Type type, Damage damage, String outcome) {
        for (Object value : damage.values(type)) {
            String real = switch (collection) {
                case "products" -> ofProduct(member, value);
                case "productChanges" -> ofProductChange(member, value);
                case "users" -> ofUser(member, value);
                case "orders" -> ofOrder(member, value);
                default -> ofPayment(collection, member, value);
            };
            assertThat(real).as("%s", value).isEqualTo(outcome);
        }
    }

    private String ofProduct(String member, Object value) {
        Document product = Shop.product(UUID.randomUUID().toString(), 100L, 10);
        Damage.set(product, member, value);
        shop.insert("products", product);
        String id = String.valueOf(product.get("_id"));
        Answer shown = shop.anonymously("GET", "/products/" + URLEncoder.encode(id, UTF_8), null);
        boolean listed = shop.anonymously("GET", "/products", null).json().values().stream()
                .anyMatch(each -> each.get("id").asString().equals(id));
        String paid = shop.buyer()
                .pays("pm_card_visa", new Console(id, 100, 10).times(1))
                .code();
        mongo.getCollection("products").deleteOne(new Document("_id", product.get("_id")));
        return switch (shown.status() + " " + listed + " " + paid) {
            case "200 true 201" -> "sold";
            case "200 true out-of-stock" -> shown.at("/quantity").equals("0") ? "none left" : shown.body();
            case "404 false unknown-product" -> "hidden";
            default -> shown + " " + listed + " " + paid;
        };
    }

    private String ofProductChange(String member, Object value) {
        Clerk staff = new Clerk(shop.staff());
        Console console = staff.creates(100);
        assertThat(staff.restocks(console, 5).status()).isEqualTo(200);
        boolean described = member.startsWith("values");
        Document change = Objects.requireNonNull(mongo.getCollection("productChanges")
                .find(new Document("productId", console.id()).append("event", described ? "created" : "restocked"))
                .first());
        damage("productChanges", change.get("_id"), member, value);

        return switch (staff.history(console).json().size()) {
            case 2 -> "told";
            case 1 -> "left out";
            default -> staff.history(console).body();
        };
    }

    private String ofUser(String member, Object value) {
        Document user = new Document("_id", UUID.randomUUID().toString())
                .append("name", "Ada")
                .append("shippingAddress", new Document("city", "London"))
                .append("lifeTimeValue", 0L);
        Damage.set(user, member, value);
        shop.insert("users", user);
        Buyer buyer = shop.buyer(user.getString("_id"));
        String seen = buyer.get("/users/me").code();
        String paid = buyer.pays("pm_card_visa", shop.console(100, 1).times(1)).code();
        String customer = shop.clerk().get("/staff/customers/" + buyer.id()).code();
        return switch (seen + " " + paid + " " + customer) {
            case "200 201 200" -> "known";
            case "unknown-user unknown-user not-found" -> "unknown";
            case "unknown-user unknown-user 200" -> "erased";
            default -> seen + " " + paid + " " + customer;
        };
    }

    private String ofOrder(String member, Object value) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String id = buyer.buys(console.times(1)).at("/id");
        Answer sound = buyer.buys(console.times(1));
        haveALife(new ObjectId(id));
        if (member.startsWith("moneyOutbox")) {
            shop.change(
                    "orders",
                    new ObjectId(id),
                    "moneyOutbox",
                    new Document("pending", List.of("captured")).append("due", new Document("attempts", 0)));
        }
        if (member.startsWith("mails")) {
            Document mail = new Document("event", "refunded").append("refund", 0);
            shop.change(
                    "orders",
                    new ObjectId(id),
                    "mails",
                    new Document("pending", List.of(mail)).append("due", new Document("attempts", 0)));
        }
        Document order = damage("orders", new ObjectId(id), member, value);

        shop.settle();

        assertThat(shop.atTheProvider(sound.at("/paymentId"))).containsEntry("captures", 1);
        assertThat(RECEIVER.of(sound.at("/id"))).isNotEmpty();
        Answer shown = buyer.get("/orders/" + id);
        List<String> listed = buyer.get("/orders").json().at("/orders").values().stream()
                .map(each -> each.get("id").asString())
                .toList();
        assertThat(shop.clerk().get("/staff/orders/" + id).status()).isEqualTo(shown.status());
        assertThat(StoredOrders.ids(shop.clerk().get("/staff/orders?userId=" + buyer.id())))
                .isEqualTo(listed);
        boolean leftAlone = String.valueOf(Damage.at(stored("orders", order), "settlement.due.failure"))
                .contains("later version");
        Answer shipped = shop.staff().ships(id);
        Answer cancelled = buyer.cancels(id);
        assertThat(List.of(shipped.status(), cancelled.status())).allMatch(status -> status < 500);
        mongo.getCollection("orders").deleteOne(new Document("_id", order.get("_id")));
        if (shown.status() == 200 && listed.equals(List.of(sound.at("/id"), id))) {
            return leftAlone ? "left alone" : "shown";
        }
        assertThat(List.of(shown.status(), shipped.status(), cancelled.status()))
                .containsOnly(404);
        assertThat(listed).containsExactly(sound.at("/id"));
        return "hidden";
    }

    /** What only later orders have. */
    private void haveALife(ObjectId order) {
        Document shipment = new Document("carrier", "Post");
        Document entry = new Document("at", new Date())
                .append("event", "shipped")
                .append("by", "staff")
                .append("shipment", shipment);
        shop.change("orders", order, "history", List.of(entry));
        shop.change("orders", order, "shipment", shipment);
        Document line = new Document("productId", "something-else").append("quantity", 1);
        Document refund = new Document("_id", "r1")
                .append("amount", 0L)
                .append("items", List.of(line))
                .append("restocked", false)
                .append("at", new Date())
                .append("by", "staff")
                .append("status", "sent")
                .append("attempt", 0);
        shop.change("orders", order, "refunds", List.of(refund));
        shop.change("orders", order, "settlement.refundDue", new Document("at", new Date()).append("attempts", 0));
    }

    /** In {@code payments}, or what their provider remembers. */
    private String ofPayment(String collection, String member, Object value) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String id = buyer.pays(console.times(1));
        shop.change("payments", id, "release.at", new Date());
        Document payment = damage(collection, id, member, value);
        Answer placed = buyer.places(Purchase.of(id, console.times(1)));
        Answer shown = buyer.get("/payments/" + id);

        shop.settle();

        mongo.getCollection(collection).deleteOne(new Document("_id", payment.get("_id")));
        return placed.status() + (placed.status() == 402 ? " " + placed.at("/reason") : "") + ", " + shown.status();
    }

    private Document damage(String collection, Object id, String member, Object value) {
        Document document = shop.document(collection, id);
        Damage.set(document, member, value);
        mongo.getCollection(collection).deleteOne(new Document("_id", id));
        shop.insert(collection, document);
        return document;
    }

    private Document stored(String collection, Document document) {
        return shop.document(collection, document.get("_id"));
    }
}
