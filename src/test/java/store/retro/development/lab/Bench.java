package store.retro.development.lab;

import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import store.retro.development.lab.InsideView.OpenTransaction;
import store.retro.fixture.Answer;
import store.retro.fixture.Books;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;

/** The documents that a style is tried on, and what was answered to whom: users, two products, and their orders. */
final class Bench {

    static final String BUYER = "buyer";
    static final String OTHER = "other";

    /** The buyer again, in another tab. */
    static final String TAB = "tab";

    private static final long PRICE = 8_999;

    private final LabServer server;
    private final LabStyle style;
    private final String tag = UUID.randomUUID().toString().substring(0, 8);
    private final Console console;
    private final Console cable;
    private final List<String> users = new ArrayList<>();
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();
    private final Set<String> promised = ConcurrentHashMap.newKeySet();

    /**
     * Puts new ones there.
     *
     * @param stock of the console
     * @param buyers besides the two users that every bench has
     */
    Bench(LabServer server, LabStyle style, int stock, int buyers) {
        this.server = server;
        this.style = style;
        this.console = new Console(style.id(tag, "console"), PRICE, stock);
        this.cable = new Console(style.id(tag, "link-cable"), PRICE / 3, 5);
        users.add(style.id(tag, "ada"));
        users.add(style.id(tag, "grace"));
        for (int i = 0; i < buyers; i++) {
            users.add(buyer(i));
        }
        database()
                .getCollection("products")
                .insertMany(List.of(product(console, "Game Boy Color"), product(cable, "Link Cable")));
        database()
                .getCollection("users")
                .insertMany(users.stream()
                        .map(id -> new Document("_id", id)
                                .append("name", id.endsWith("ada") ? "Ada" : id.endsWith("grace") ? "Grace" : "A buyer")
                                .append("lifeTimeValue", 0L))
                        .toList());
    }

    private static Document product(Console console, String name) {
        Document product = Shop.product(console.id(), console.price(), console.initialQuantity())
                .append("name", name)
                .append("received", (long) console.initialQuantity());
        List.of("year", "description", "imageUrl").forEach(product::remove);
        return product;
    }

    LabStyle style() {
        return style;
    }

    Console console() {
        return console;
    }

    /** The id of one of many buyers. */
    String buyer(int number) {
        return style.id(tag, "buyer-" + number);
    }

    /** What the buyer wants, or another one, of the console. */
    Purchase buys(Site site, String who, int quantity) {
        return Purchase.prepare(site, who, style, users.get(who.equals(BUYER) ? 0 : 1), console.times(quantity));
    }

    /** What another buyer wants, by the store's own code, of the console; or the same one, of the other product. */
    Purchase rival(Site site, String who) {
        boolean tab = who.equals(TAB);
        LabStyle byStore = style.isOfTheStore() ? style : LabStyle.managed;
        return Purchase.prepare(site, who, byStore, users.get(tab ? 0 : 1), (tab ? cable : console).times(1));
    }

    /** Notes what somebody wanted, and what was answered. */
    void note(Purchase purchase, @Nullable Answer answer) {
        wanted.add(purchase.key());
        if (answer != null && answer.status() == 201) {
            promised.add(purchase.key());
        }
    }

    private MongoDatabase database() {
        return server.database();
    }

    /**
     * What stands in the collections.
     *
     * @param transaction that is looked into, too
     */
    Map<String, Object> panes(@Nullable OpenTransaction transaction) {
        Map<String, Object> outside = documents(database(), null);
        if (transaction == null) {
            return Events.members("outside", outside, "inside", null);
        }
        try (ClientSession inside = InsideView.into(transaction, server.direct())) {
            MongoDatabase direct = server.direct().getDatabase(server.databaseName());
            return Events.members("outside", outside, "inside", documents(direct, inside));
        }
    }

    private Map<String, Object> documents(MongoDatabase database, @Nullable ClientSession session) {
        return Events.members(
                "users", find(database, session, "users", Filters.in("_id", users)),
                "products", find(database, session, "products", Filters.in("_id", console.id(), cable.id())),
                "orders", find(database, session, "orders", Filters.in("userId", users)));
    }

    private static List<Object> find(
            MongoDatabase database, @Nullable ClientSession session, String collection, Bson filter) {
        var documents = database.getCollection(collection, BsonDocument.class);
        FindIterable<BsonDocument> found = session == null ? documents.find(filter) : documents.find(session, filter);
        return found.sort(Sorts.ascending("_id")).<Object>map(Events::json).into(new ArrayList<>());
    }

    /** Units in orders, and units that are left. */
    long[] soldAndLeft() {
        long sold = 0;
        for (Document order : database().getCollection("orders").find(Filters.eq("items.productId", console.id()))) {
            for (Document item : order.getList("items", Document.class)) {
                sold += item.getInteger("quantity");
            }
        }
        Document product = database()
                .getCollection("products")
                .find(Filters.eq("_id", console.id()))
                .first();
        return new long[] {sold, product.getInteger("quantity")};
    }

    /** What the books say, by the code of the fault tests. */
    Map<String, Object> verdict() {
        Books books = Books.of(server.client(), server.databaseName(), List.of(console, cable), users);
        return new Verdict(books, wanted.size(), promised.size()).described();
    }

    /** Removes all of it. */
    void remove() {
        database().getCollection("products").deleteMany(Filters.in("_id", console.id(), cable.id()));
        database().getCollection("users").deleteMany(Filters.in("_id", users));
        for (String collection : List.of("orders", "payments", "simulatedProvider")) {
            database().getCollection(collection).deleteMany(Filters.in("userId", users));
        }
    }
}
