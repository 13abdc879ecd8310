package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Instant;
import java.util.Date;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.bson.conversions.Bson;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/**
 * A buyer buys while Stripe refuses for good whatever it is asked: at each step the buyer hears so, however often the
 * buyer asks; nothing is left behind; and once the reason is gone the very same requests succeed.
 */
public final class PurchasesThatStripeRefuses implements AutoCloseable {

    /** Why Stripe refuses, and what the buyer is told. */
    @RequiredArgsConstructor
    public enum Refusal {
        AMOUNT("the amount is too small", "payment-not-possible", stripe -> stripe.takesNoLessThan(10_000)),
        CURRENCY(
                "the currency is not for this account",
                "internal-error",
                stripe -> stripe.refuses(400, null, "currency")),
        KEY("the key was revoked", "internal-error", FakeStripe::revokesTheKey),
        RIGHT("the key may not do this", "internal-error", stripe -> stripe.refuses(403, null, null)),
        REQUEST("a parameter is unknown", "internal-error", stripe -> stripe.refuses(400, "parameter_unknown", "x"));

        private final String what;
        private final String code;
        private final Consumer<FakeStripe> begins;

        @Override
        public String toString() {
            return what;
        }
    }

    private final FakeStripe stripe = new FakeStripe();

    /** For a store that pays by this Stripe. */
    public String[] properties() {
        return new String[] {
            "--store.payment.gateway=stripe",
            "--store.payment.stripe.api-key=sk_test_123",
            "--store.payment.stripe.webhook-secret=whsec_test",
            "--store.payment.stripe.publishable-key=pk_test_123",
            "--store.payment.stripe.api-base=" + stripe.base(),
            "--store.background.back-off.initial=1h",
            "--store.background.back-off.max=1h"
        };
    }

    /** @return how many requests Stripe has refused */
    public long run(Shop shop, MongoDatabase database, Refusal refusal, Random random) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        stripe.heals();
        int before = stripe.refused();
        Supplier<Answer> pays = () -> buyer.paysWithKey("key", "pm_card_visa", console.times(1));

        refused(refusal, pays, 1 + random.nextInt(3));
        assertThat(database.getCollection("payments").countDocuments(of(buyer))).isZero();
        Answer paid = pays.get();
        assertThat(paid.status()).as(paid.body()).isEqualTo(201);
        Supplier<Answer> places =
                () -> buyer.places(Purchase.of(paid.at("/id"), console.times(1)).withKey("key"));
        if (refusal != Refusal.AMOUNT) {
            refused(refusal, places, 1 + random.nextInt(3));
            assertThat(shop.orders(buyer)).isEmpty();
        }
        Answer placed = places.get();
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        refusal.begins.accept(stripe);
        shop.settle();
        stripe.heals();
        letTimePass(database, buyer);
        shop.settle();

        assertThat(stripe.intent(paid.at("/id")).captures).isOne();
        shop.invariant().leavesNoPaymentBehind(buyer.id());
        shop.invariant().holdsFor(buyer.id());
        return stripe.refused() - before;
    }

    private void refused(Refusal refusal, Supplier<Answer> request, int times) {
        refusal.begins.accept(stripe);
        for (int i = 0; i < times; i++) {
            Answer answer = request.get();
            assertThat(answer.code()).as(answer.body()).isEqualTo(refusal.code);
        }
        stripe.heals();
    }

    /** What is due some day is due now. */
    private static void letTimePass(MongoDatabase database, Buyer buyer) {
        Date now = Date.from(Instant.now().minusSeconds(1));
        database.getCollection("orders")
                .updateMany(
                        Filters.and(of(buyer), Filters.exists("settlement.due.at")),
                        Updates.set("settlement.due.at", now));
    }

    private static Bson of(Buyer buyer) {
        return new Document("userId", buyer.id());
    }

    @Override
    public void close() {
        stripe.close();
    }
}
