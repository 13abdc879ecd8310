package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Damage;
import store.retro.fixture.Receiver;
import store.retro.fixture.Shop;

/**
 * Row 25: documents with something due that cannot be read, older than all others: they are set aside, nothing waits
 * for them, and once mended they have their turn.
 */
@ExtendWith(ScorecardWriter.class)
class PoisonDocumentsIT {

    private static final int POISONED = 30;
    private static final int SOUND = 6;
    private static final int WORKERS = 4;

    private static final Receiver RECEIVER = new Receiver();
    private static final Map<Style, InProcessStore> STORES = new ConcurrentHashMap<>();

    @AfterAll
    static void close() {
        STORES.values().forEach(InProcessStore::close);
        RECEIVER.close();
    }

    @InBothStyles
    void delayNothing(Style style) {
        InProcessStore store =
                STORES.computeIfAbsent(style, each -> InProcessStore.of(each, "poison-documents", RECEIVER.settings()));
        Scorecard.line(25, "orders that cannot be read, older than the others; hits are orders", style)
                .run(Profile.times(1, 50), random -> new Attempt(store, random).run());
    }

    private record Poisoned(String id, Buyer buyer, Document sound) {}

    private static final class Attempt {

        private final Shop shop;
        private final MongoCollection<Document> orders;
        private final Seeded random;
        private final Console console;

        Attempt(InProcessStore store, Seeded random) {
            this.shop = store.shop();
            this.orders = store.database().getDatabase(store.name()).getCollection("orders");
            this.random = random;
            this.console = shop.console(100, 1000);
        }

        long run() throws InterruptedException {
            List<Poisoned> poisoned = IntStream.range(0, POISONED)
                    .mapToObj(i -> poison())
                    .filter(this::isUnreadable)
                    .toList();
            List<Answer> sound = IntStream.range(0, SOUND)
                    .mapToObj(i -> shop.buyer().buys(console.times(1)))
                    .toList();

            long begin = System.nanoTime();
            shop.settleAtOnce(WORKERS);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            sound.forEach(this::assertSettled);
            Answer stuck = shop.staff().get("/staff/stuck");
            assertThat(stuck.status()).isEqualTo(200);
            assertThat(stuck.json().at("/documents").values().stream()
                            .map(each -> each.at("/id").asString()))
                    .isSubsetOf(poisoned.stream().map(Poisoned::id).toList())
                    .isNotEmpty();

            poisoned.forEach(this::mend);
            shop.settleAtOnce(WORKERS);
            poisoned.forEach(each -> assertSettled(each.buyer().get("/orders/" + each.id())));
            assertThat(shop.staff().get("/staff/stuck").json().at("/documents")).isEmpty();
            shop.invariant().holds();
            return poisoned.size();
        }

        private Poisoned poison() {
            Buyer buyer = shop.buyer();
            String id = buyer.buys(console.times(1)).at("/id");
            Document sound = shop.document("orders", new ObjectId(id));
            Document damaged = Damage.copy(sound);
            List<String> paths = new ArrayList<>(Damage.paths(damaged));
            paths.remove("_id");
            Damage.set(damaged, random.oneOf(paths), random.oneOf(Damage.valuesOfEveryKind()));
            try {
                replace(damaged);
            } catch (MongoException e) {
                // no value that this server stores
                replace(sound);
            }
            return new Poisoned(id, buyer, sound);
        }

        /** What can be read is as it was, so that nobody settles what was not ordered. */
        private boolean isUnreadable(Poisoned order) {
            boolean unreadable = order.buyer().get("/orders/" + order.id()).status() == 404;
            if (!unreadable) {
                replace(order.sound());
            }
            return unreadable;
        }

        private void mend(Poisoned order) {
            Document mended = Damage.copy(order.sound());
            Damage.set(mended, "settlement.due.at", new Date());
            Damage.set(mended, "outbox.due.at", new Date());
            replace(mended);
        }

        private void replace(Document order) {
            orders.deleteOne(Filters.eq("_id", order.get("_id")));
            orders.insertOne(order, new InsertOneOptions().bypassDocumentValidation(true));
        }

        private void assertSettled(Answer order) {
            assertThat(shop.atTheProvider(order.at("/paymentId"))).containsEntry("captures", 1);
            assertThat(RECEIVER.of(order.at("/id"))).isNotEmpty();
        }
    }
}
