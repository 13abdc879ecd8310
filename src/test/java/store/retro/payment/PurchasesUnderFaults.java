package store.retro.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bson.Document;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.payment.GatewayFaults.Fault;

/**
 * Buyers buy, leave and cancel while workers settle and the provider of new payments fails: whichever it is, the money
 * is taken once for an order, given back once for none, and no order is unpaid.
 *
 * @param database the store's
 * @param method a way of paying that works
 * @param declined one that does not
 * @param moved what the provider has done with the payments of a user
 */
public record PurchasesUnderFaults(
        Shop shop,
        MongoDatabase database,
        GatewayFaults faults,
        String method,
        String declined,
        Function<String, List<MoneyMoved>> moved) {

    /** How often a provider has moved the money of a payment. */
    public record MoneyMoved(String paymentId, int captures, int voids, int refunds) {}

    /** @return how many calls of the provider have met the fault */
    public int run(int purchases, Fault fault, long seed) throws InterruptedException {
        Console console = shop.console(100, 2 * purchases);
        List<Buyer> buyers = Stream.generate(shop::buyer).limit(4).toList();
        faults.begin(fault, seed);

        Concurrently.run(2 * purchases, 6, number -> {
            if (number % 2 == 1) {
                shop.settle();
                return true;
            }
            Random random = new Random(seed * 31 + number + 1);
            return buys(buyers.get(number / 2 % buyers.size()), console, "key-" + number, random);
        });

        int hits = faults.end();
        letTimePass(buyers);
        shop.settle();
        for (Buyer buyer : buyers) {
            assertMoneyIsWhereItBelongs(buyer);
            shop.invariant().leavesNoPaymentBehind(buyer.id());
            shop.invariant().holdsFor(buyer.id());
        }
        assertThat(shop.quantity(console))
                .isEqualTo(2 * purchases
                        - (int) buyers.stream()
                                .flatMap(buyer -> shop.orders(buyer).stream())
                                .filter(order -> "placed".equals(order.getString("status")))
                                .count());
        return hits;
    }

    /** A payment, mostly an order, sometimes its cancellation. */
    private boolean buys(Buyer buyer, Console console, String key, Random random) {
        String how = random.nextInt(6) == 0 ? declined : method;
        Answer paid = insists(() -> buyer.paysWithKey(key, how, console.times(1)));
        if (paid.status() != 201) {
            Purchase unpaid =
                    Purchase.of(paid.at("/paymentId"), console.times(1)).withKey(key);
            assertThat(insists(() -> buyer.places(unpaid)).code()).isEqualTo("payment-not-authorized");
            return false;
        }
        if (random.nextInt(4) == 0) {
            return false;
        }
        Purchase purchase = Purchase.of(paid.at("/id"), console.times(1)).withKey(key);
        Answer placed = insists(() -> buyer.places(purchase));
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        if (random.nextInt(3) == 0) {
            assertThat(insists(() -> buyer.cancels(placed.at("/id"))).status()).isEqualTo(200);
        }
        return true;
    }

    private static Answer insists(Supplier<Answer> request) {
        Answer answer = request.get();
        for (int i = 0; i < 100 && answer.status() == 503; i++) {
            answer = request.get();
        }
        return answer;
    }

    /** What is due some day is due now. */
    private void letTimePass(List<Buyer> buyers) {
        List<String> ids = buyers.stream().map(Buyer::id).toList();
        makeDue("payments", "release.at", ids);
        makeDue("orders", "settlement.due.at", ids);
    }

    private void makeDue(String collection, String field, List<String> ids) {
        Date now = Date.from(Instant.now().minusSeconds(1));
        database.getCollection(collection)
                .updateMany(Filters.and(Filters.in("userId", ids), Filters.exists(field)), Updates.set(field, now));
    }

    private void assertMoneyIsWhereItBelongs(Buyer buyer) {
        List<Document> orders = find(buyer, "orders");
        for (MoneyMoved money : moved.apply(buyer.id())) {
            String order = orders.stream()
                    .filter(each -> money.paymentId().equals(each.getString("paymentId")))
                    .map(each -> each.getString("status"))
                    .findFirst()
                    .orElse("void");
            List<Integer> done = List.of(money.captures(), money.refunds(), money.voids());
            if (order.equals("placed")) {
                assertThat(done).as("%s", money).containsExactly(1, 0, 0);
            } else if (order.equals("cancelled")) {
                assertThat(done).as("%s", money).isIn(List.of(1, 1, 0), List.of(0, 0, 1));
            } else {
                assertThat(done).as("%s", money).containsExactly(0, 0, 1);
            }
        }
        assertThat(find(buyer, "payments"))
                .allSatisfy(payment -> assertThat(payment.getString("status")).isIn("captured", "voided", "refunded"));
    }

    private List<Document> find(Buyer buyer, String collection) {
        return database.getCollection(collection)
                .find(Filters.eq("userId", buyer.id()))
                .into(new ArrayList<>());
    }
}
