package store.retro.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import store.retro.fixture.Answer;
import store.retro.fixture.AtOnce;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/**
 * Where the money is after the provider has failed in each of its ways, with buyers who buy, leave and cancel, and
 * workers that settle meanwhile: taken once for an order, given back once for none. {@code -Dgateway.purchases=100} asks
 * for more than the slice in every build, {@code -Dgateway.seed=} for what another run did.
 */
abstract class PayingUnderFaults {

    private static final int PURCHASES = Integer.getInteger("gateway.purchases", 24);
    private static final long SEED = Long.getLong("gateway.seed", System.nanoTime() % 1_000_000);

    @Autowired
    private Shop shop;

    @Autowired
    private GatewayFaults faults;

    @Autowired
    private MongoOperations mongo;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void movesMoneyOnceAndOnlyForOrders(GatewayFaults.Fault fault) {
        Console console = shop.console(100, 2 * PURCHASES);
        List<Buyer> buyers = IntStream.range(0, 4).mapToObj(i -> shop.buyer()).toList();
        List<Callable<Boolean>> work = new ArrayList<>();
        for (int i = 0; i < PURCHASES; i++) {
            Buyer buyer = buyers.get(i % buyers.size());
            String key = "key-" + i;
            Random random = new Random(SEED + i);
            work.add(() -> shops(buyer, console, key, random));
            work.add(() -> {
                shop.settle();
                return true;
            });
        }
        faults.begin(fault, SEED);

        AtOnce.run(6, work);

        assertThat(faults.end()).as("faults hit").isPositive();
        letTimePass(buyers);
        shop.settle();
        buyers.forEach(buyer -> assertMoneyIsWhereItBelongs(buyer, "-Dgateway.seed=" + SEED));
        shop.invariant().holds();
    }

    /** Workers know nothing of each other but what the database says, in one process as in several. */
    @Test
    void asksTheProviderOnceForEachThingWithManyWorkers() {
        Console console = shop.console(100, 100);
        Buyer buyer = shop.buyer();
        List<Answer> orders = IntStream.range(0, 30)
                .mapToObj(i -> buyer.buys(console.times(1)))
                .toList();
        settleWithManyWorkers();
        orders.subList(0, 15).forEach(order -> buyer.cancels(order.at("/id")));
        settleWithManyWorkers();

        assertThat(orders).allMatch(order -> faults.calls("capture", order.at("/paymentId")) == 1);
        assertThat(orders.subList(0, 15)).allMatch(order -> faults.calls("refund", order.at("/paymentId")) == 1);
        assertThat(orders.subList(15, 30)).allMatch(order -> faults.calls("refund", order.at("/paymentId")) == 0);
        assertThat(orders).allMatch(order -> faults.calls("cancel", order.at("/paymentId")) == 0);
    }

    private void settleWithManyWorkers() {
        Callable<Boolean> worker = () -> {
            shop.settle();
            return true;
        };
        AtOnce.run(8, Collections.nCopies(8, worker));
    }

    private static boolean shops(Buyer buyer, Console console, String key, Random random) {
        String method = random.nextInt(6) == 0 ? "pm_card_chargeDeclined" : "pm_card_visa";
        String body = Buyer.paymentBody(method, console.times(1));
        Answer paid = insist(() -> buyer.post("/payments", Map.of("Idempotency-Key", '"' + key + '"'), body));
        if (paid.status() != 201 || random.nextInt(4) == 0) {
            return false;
        }
        Purchase purchase = Purchase.of(paid.at("/id"), console.times(1)).withKey(key);
        Answer placed = insist(() -> buyer.places(purchase));
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        if (random.nextInt(3) == 0) {
            assertThat(insist(() -> buyer.cancels(placed.at("/id"))).status()).isEqualTo(200);
        }
        return true;
    }

    private static Answer insist(Supplier<Answer> request) {
        Answer answer = request.get();
        for (int i = 0; i < 100 && answer.status() == 503; i++) {
            answer = request.get();
        }
        return answer;
    }

    private void letTimePass(List<Buyer> buyers) {
        Date now = Date.from(Instant.now().minusSeconds(1));
        List<String> ids = buyers.stream().map(Buyer::id).toList();
        Criteria theirs = Criteria.where("userId").in(ids);
        mongo.updateMulti(
                Query.query(theirs.and("release.at").exists(true)), new Update().set("release.at", now), "payments");
        mongo.updateMulti(
                Query.query(Criteria.where("userId")
                        .in(ids)
                        .and("settlement.due.at")
                        .exists(true)),
                new Update().set("settlement.due.at", now),
                "orders");
    }

    private void assertMoneyIsWhereItBelongs(Buyer buyer, String seed) {
        for (Document intent : find(buyer, "simulatedProvider")) {
            String order = find(buyer, "orders").stream()
                    .filter(each -> intent.getString("_id").equals(each.getString("paymentId")))
                    .map(each -> each.getString("status"))
                    .findFirst()
                    .orElse("void");
            int captures = intent.getInteger("captures", 0);
            int refunds = intent.getInteger("refunds", 0);
            int voids = intent.getInteger("voids", 0);
            if (order.equals("placed")) {
                assertThat(List.of(captures, refunds, voids))
                        .as("%s %s", seed, intent)
                        .containsExactly(1, 0, 0);
            } else if (order.equals("cancelled")) {
                assertThat(captures).as("%s %s", seed, intent).isEqualTo(refunds);
                assertThat(captures + voids).as("%s %s", seed, intent).isEqualTo(1);
            } else {
                assertThat(List.of(captures, refunds, voids))
                        .as("%s %s", seed, intent)
                        .containsExactly(0, 0, 1);
            }
        }
        assertThat(find(buyer, "payments"))
                .as(seed)
                .allSatisfy(payment -> assertThat(payment.getString("status")).isIn("captured", "voided", "refunded"));
    }

    private List<Document> find(Buyer buyer, String collection) {
        return mongo.find(Query.query(Criteria.where("userId").is(buyer.id())), Document.class, collection);
    }
}
