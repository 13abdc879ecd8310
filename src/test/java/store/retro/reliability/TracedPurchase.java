package store.retro.reliability;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Damage;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** A buyer who wants what nobody else wants, and the one operation of the service's that is watched. */
final class TracedPurchase {

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Operation operation;
    private final Shop shop;
    private final Customer customer;
    private final Buyer buyer;
    private final Console.Line line;
    private @Nullable CommandTrace trail;
    private @Nullable Purchase purchase;
    private @Nullable String order;

    TracedPurchase(Operation operation, Shop shop, Customer customer) {
        this.operation = operation;
        this.shop = shop;
        this.customer = customer;
        this.buyer = shop.buyer();
        this.line = shop.console(100, 10).times(2);
    }

    String userId() {
        return buyer.id();
    }

    void prepare() {
        operation.prepare(this);
    }

    /** Lets the operation begin, and work for a worker only once it is all there. */
    void begin() {
        approach();
        trail().unbar();
    }

    /** Does all that lets the operation begin, but no worker gets it before {@link CommandTrace#unbar}. */
    void approach() {
        trail().bar();
        operation.begin(this);
    }

    /** Once it is prepared, for what begins then. */
    CommandTrace trail(@Nullable HoldPoint stop) {
        trail = new CommandTrace(
                operation, Set.of(buyer.id(), line.console().id(), purchase().paymentId()), stop);
        return trail;
    }

    CommandTrace trail() {
        return Objects.requireNonNull(trail);
    }

    void pay() {
        purchase = Purchase.of(customer.pays(buyer, line), line).withKey("key");
    }

    void place() {
        order = customer.orders(buyer, purchase());
    }

    void cancel() {
        customer.cancels(buyer, Objects.requireNonNull(order));
    }

    void refund() {
        customer.refunds(
                shop.staff(), Objects.requireNonNull(order), line.console().times(1));
    }

    void letTimePass() {
        shop.change(
                "payments",
                purchase().paymentId(),
                "release.at",
                Date.from(Instant.now().minusSeconds(1)));
    }

    /** Until the service has nothing to do for this buyer any more. */
    void awaitQuiet() {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (isBusy()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("still due: " + shop.orders(buyer));
            }
            Customer.pause(10);
        }
    }

    private boolean isBusy() {
        List<Document> orders = shop.orders(buyer);
        boolean due = orders.stream()
                .anyMatch(each -> Stream.of("settlement.due", "settlement.refundDue", "outbox.due", "moneyOutbox.due")
                        .anyMatch(work -> Damage.at(each, work + ".at") != null));
        return due
                || orders.isEmpty()
                || shop.document("payments", purchase().paymentId()).containsKey("release");
    }

    private Purchase purchase() {
        return Objects.requireNonNull(purchase);
    }
}
