package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Damage;
import store.retro.fixture.Purchase;
import store.retro.fixture.Receiver;
import store.retro.fixture.Shop;

/**
 * Documents of every collection, damaged as chance will have it: whatever is asked of them, no answer is a defect of
 * ours, nobody else is answered otherwise than before, and everybody else's books stay right.
 */
class DamagedDocumentsIT {

    private static final int DOCUMENTS = Profile.times(60, 2000).now() / Style.values().length + 1;

    @ParameterizedTest
    @EnumSource
    void areNobodyElsesTrouble(Style style) {
        try (Receiver receiver = new Receiver();
                InProcessStore store = InProcessStore.of(style, "damaged", receiver.settings())) {
            Neighbourhood neighbourhood = new Neighbourhood(store);
            for (int i = 0; i < DOCUMENTS; i++) {
                neighbourhood.damageOne(Profile.SEED + i);
            }
            neighbourhood.addsUp();
        }
    }

    /** A bystander, and those whose documents are damaged one after the other. */
    private static final class Neighbourhood {

        private static final int IN_STOCK = 100_000;

        private final Shop shop;
        private final MongoDatabase database;
        private final Buyer staff;
        private final Bystander bystander;
        private final Console shared;
        private int stored;

        Neighbourhood(InProcessStore store) {
            this.shop = store.shop();
            this.database = store.database().getDatabase(store.name());
            this.staff = shop.staff();
            this.bystander = new Bystander(shop);
            this.shared = shop.consoleStoredAs("shared-" + UUID.randomUUID(), 100, IN_STOCK);
        }

        void damageOne(long seed) {
            Victim victim = new Victim(new Seeded(seed));
            try {
                List<String> before = bystander.sees();
                victim.suffers();
                shop.settle();
                assertThat(bystander.sees()).isEqualTo(before);
                victim.othersBooksHold();
            } catch (Exception | AssertionError e) {
                throw new AssertionError("-Dreliability.seed=" + seed + " " + victim.story, e);
            }
        }

        /** Of the shared console no order is damaged, only whoever placed it. */
        void addsUp() {
            List<Document> orders = database.getCollection("orders")
                    .find(Filters.and(
                            Filters.eq("items.productId", shared.id()), Filters.in("status", "placed", "shipped")))
                    .into(new ArrayList<>());
            assertThat(orders).isNotEmpty();
            assertThat(stored).as("damaged documents").isGreaterThan(DOCUMENTS / 2);
            assertThat(shop.quantity(shared)).isEqualTo(IN_STOCK - orders.size());
            bystander.addsUp();
        }

        /** Somebody who has bought something, or is about to, when a document of theirs is damaged. */
        private final class Victim {

            private static final List<String> COLLECTIONS =
                    List.of("products", "users", "orders", "payments", "simulatedProvider");

            private final List<String> story = new ArrayList<>();
            private final Seeded random;
            private final String collection;
            private final Buyer buyer = shop.buyer();
            private final Object productId;
            private final Console console;
            private final Purchase purchase;
            private @Nullable String order;

            Victim(Seeded random) {
                this.random = random;
                this.collection = random.oneOf(COLLECTIONS);
                ObjectId id = new ObjectId();
                this.productId = random.oneOf(List.of(id, id.toHexString(), "victim-" + id));
                this.console = ofItsOwn() ? shop.consoleStoredAs(productId, 100, 10) : shared;
                String payment = buyer.paysWithKey("payment", "pm_card_visa", console.times(1))
                        .at("/id");
                this.purchase = Purchase.of(payment, console.times(1)).withKey("key");
                story.add(collection);
            }

            private boolean ofItsOwn() {
                return List.of("products", "orders").contains(collection);
            }

            void suffers() throws InterruptedException {
                if (collection.equals("orders") || random.percent(50)) {
                    order = buyer.places(purchase).at("/id");
                    goOn();
                }
                if (random.percent(50)) {
                    shop.change("payments", purchase.paymentId(), "release.at", new Date(0));
                }
                damage();
                assertThat(everything())
                        .allSatisfy(answer ->
                                assertThat(answer.status()).as("%s", answer).isLessThan(500));
            }

            private void goOn() {
                if (random.percent(40)) {
                    shop.settle();
                }
                if (random.percent(20)) {
                    staff.ships(order);
                } else if (random.percent(20)) {
                    buyer.cancels(order);
                }
            }

            private void damage() {
                Document sound = shop.document(collection, id());
                Document damaged = Damage.copy(sound);
                for (int i = 0; i <= random.below(3); i++) {
                    String path = random.oneOf(Damage.paths(damaged));
                    Damage.set(damaged, path, random.oneOf(Damage.valuesOfEveryKind()));
                    story.add(path + ": " + Damage.at(damaged, path));
                    damaged = Damage.copy(damaged);
                }
                database.getCollection(collection).deleteOne(Filters.eq("_id", id()));
                try {
                    shop.insert(collection, damaged);
                    stored++;
                } catch (MongoException e) {
                    // not every server takes every type, and what is unique may be there already
                    shop.insert(collection, sound);
                }
            }

            private Object id() {
                return switch (collection) {
                    case "products" -> productId;
                    case "users" -> buyer.id();
                    case "orders" -> new ObjectId(order);
                    default -> purchase.paymentId();
                };
            }

            /** All that the buyer and staff can ask, and somebody else's order beside theirs. */
            private List<Answer> everything() throws InterruptedException {
                Buyer other = shop.buyer();
                Purchase others = Purchase.of(other.pays(shared.times(1)), shared.times(1));
                List<Answer> placed = Concurrently.run(
                        2, List.<Callable<Answer>>of(() -> other.places(others), () -> buyer.places(purchase)));
                assertThat(placed.get(0).status()).isEqualTo(201);
                shop.invariant().holdsFor(other.id());
                String anOrder = order == null ? placed.get(1).json().at("/id").asString("none") : order;
                return Stream.<Supplier<Answer>>of(
                                () -> shop.anonymously("GET", "/products", null),
                                () -> shop.anonymously("GET", "/products/" + console.id(), null),
                                () -> buyer.get("/users/me"),
                                () -> buyer.get("/orders"),
                                () -> buyer.get("/orders?limit=1"),
                                () -> buyer.get("/orders?idempotencyKey=key"),
                                () -> buyer.get("/orders/" + anOrder),
                                () -> buyer.get("/payments/" + purchase.paymentId()),
                                () -> buyer.paysWithKey("payment", "pm_card_visa", console.times(1)),
                                () -> buyer.pays("pm_card_visa", console.times(1), shared.times(1)),
                                () -> buyer.places(purchase),
                                () -> buyer.places(purchase.withCity("Paris")),
                                () -> buyer.places(purchase.withKey("other")),
                                () -> buyer.places(purchase.withPayment("none")),
                                () -> staff.ships(anOrder),
                                () -> buyer.cancels(anOrder),
                                () -> staff.get("/staff/stuck"),
                                () -> staff.retries("settlements", anOrder),
                                () -> staff.retries("events", anOrder),
                                () -> staff.retries("payments", purchase.paymentId()))
                        .map(Supplier::get)
                        .toList();
            }

            /** What was not damaged adds up: that of a buyer who has only met a damaged product or payment. */
            void othersBooksHold() {
                if (!List.of("users", "orders").contains(collection)) {
                    shop.invariant().holdsFor(buyer.id());
                }
            }
        }
    }

    /** A buyer with orders and a console that nobody else buys. */
    private static final class Bystander {

        private final Shop shop;
        private final Buyer buyer;
        private final Console console;
        private final List<String> paths = new ArrayList<>(List.of("/users/me", "/orders?limit=100"));

        Bystander(Shop shop) {
            this.shop = shop;
            this.buyer = shop.buyer();
            this.console = shop.console(100, 10);
            Answer order = buyer.places(
                    Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key"));
            paths.addAll(List.of(
                    "/orders/" + order.at("/id"),
                    "/orders?idempotencyKey=key",
                    "/payments/" + order.at("/paymentId"),
                    "/products/" + console.id()));
            shop.settle();
        }

        /** Everything that is to be seen of the bystander's. */
        List<String> sees() {
            List<String> seen = new ArrayList<>(
                    paths.stream().map(buyer::get).map(Answer::body).toList());
            buyer.get("/products").json().forEach(product -> {
                if (product.get("id").asString().equals(console.id())) {
                    seen.add(product.toString());
                }
            });
            assertThat(seen).hasSize(paths.size() + 1);
            return seen;
        }

        void addsUp() {
            shop.invariant().holds();
            shop.invariant().holdsFor(buyer.id());
            shop.invariant().settlesEachPaymentOnce(List.of(buyer.id()));
        }
    }
}
