package store.retro.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoClientSettings;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.SentCommands;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Before a refusal a majority has to say that no twin has placed the order: once for all who wait for that. */
@StoreTest
@Import({SentCommands.class, SharedLookUpIT.LookUps.class})
class SharedLookUpIT {

    /** Takes its time for each, as a primary that asks others does. */
    @TestConfiguration(proxyBeanMethods = false)
    static class LookUps implements MongoClientSettingsBuilderCustomizer, CommandListener {

        private static final BsonString LINEARIZABLE = new BsonString("linearizable");

        private final AtomicInteger count = new AtomicInteger();
        private volatile CountDownLatch mayPass = new CountDownLatch(0);

        @Override
        public void customize(MongoClientSettings.Builder settings) {
            settings.addCommandListener(this);
        }

        @Override
        public void commandStarted(CommandStartedEvent event) {
            BsonDocument concern = event.getCommand().getDocument("readConcern", new BsonDocument());
            if (LINEARIZABLE.equals(concern.get("level"))) {
                count.incrementAndGet();
                pause();
            }
        }

        private void pause() {
            try {
                Thread.sleep(50);
                assertThat(mayPass.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Autowired
    private Shop shop;

    @Autowired
    private MongoTemplate mongo;

    @Autowired
    private SentCommands commands;

    @Autowired
    private LookUps lookUps;

    @BeforeEach
    void countFromZero() {
        lookUps.count.set(0);
    }

    /** Each tenth buyer has paid; whoever has not is refused, whether there is still stock or not. */
    @Test
    void looksUpFarLessOftenThanItRefuses() throws InterruptedException {
        Console console = shop.console(100, 100);
        List<Buyer> buyers = Stream.generate(shop::buyer).limit(50).toList();
        List<Purchase> purchases = IntStream.range(0, 1_000)
                .mapToObj(i -> i % 10 == 0 ? buyers.get(i % 50).pays(console.times(1)) : "pay_none")
                .map(payment -> Purchase.of(payment, console.times(1)))
                .toList();

        List<Answer> answers =
                Concurrently.run(1_000, 64, i -> buyers.get(i % 50).places(purchases.get(i)));

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(100);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 402 || answer.status() == 409)
                .hasSize(900);
        assertThat(lookUps.count).hasPositiveValue().hasValueLessThan(900 / 5);
        shop.invariant().holds();
    }

    @Test
    void findsATwinThatWasStoredWhileAnotherLookUpWasUnderWay() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
        String id = buyer.places(purchase).at("/id");
        Document twin = shop.orders(buyer).get(0);
        mongo.getCollection("orders").deleteOne(new Document("_id", twin.get("_id")));
        shop.change(console, "quantity", 0);
        lookUps.mayPass = new CountDownLatch(1);
        CompletableFuture<Answer> another = refusal(shop.buyer(), console);
        Awaitility.await().until(() -> lookUps.count.get() == 1);
        commands.forget();

        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(() -> buyer.places(purchase));
        Awaitility.await().until(() -> commands.named().contains("find products"));
        mongo.getCollection("orders").insertOne(twin);
        lookUps.mayPass.countDown();

        assertThat(another.join().code()).isEqualTo("out-of-stock");
        assertThat(answer.join().status()).isEqualTo(201);
        assertThat(answer.join().replayed()).isTrue();
        assertThat(answer.join().at("/id")).isEqualTo(id);
        shop.change(console, "quantity", 9);
    }

    private static CompletableFuture<Answer> refusal(Buyer buyer, Console console) {
        return CompletableFuture.supplyAsync(() -> buyer.places(Purchase.of("pay_none", console.times(1))));
    }
}
