package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ExtendWith;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Dashboard;
import store.retro.fixture.Shop;
import store.retro.payment.PaidOrders;
import store.retro.reliability.FaultInjector.Step;

/**
 * Rows 28 to 31: what the provider does by itself with the payments of orders, while workers settle and die, webhooks
 * come late, twice or never, and buyers and staff go on: the order says what was given back and lost, and what it still
 * comes to is what the provider has.
 */
@ExtendWith(ScorecardWriter.class)
class SeenAtTheProviderIT {

    private static final int ORDERS = 4;
    private static final long PRICE = 100;

    /** Where a worker may die. */
    private static final List<String> STEPS = List.of(
            "ProviderNews.reduce",
            "ProviderNews.dispute",
            "OrderTransactions.refund",
            "PaymentSettlement.refunds",
            "PaymentSettlement.refund",
            "PaymentSettlement.capture");

    private static final Step NOWHERE = new Step("nothing", false);

    private static final Map<Style, InProcessStore> STORES = new ConcurrentHashMap<>();

    @AfterAll
    static void close() {
        STORES.values().forEach(InProcessStore::close);
    }

    @InBothStyles
    void countsRefundsMadeThereOnce(Style style) {
        run(28, "refunds made at the provider while orders are cancelled and refunded", style, Attempt::refundsThere);
    }

    @InBothStyles
    void keepsWhatFailedLaterForStaff(Style style) {
        run(29, "refunds that fail later, the store's and others", style, Attempt::refundsFail);
    }

    @InBothStyles
    void waitsForTheEndOfADispute(Style style) {
        run(30, "disputes opened, won and lost while orders are cancelled and refunded", style, Attempt::disputes);
    }

    @InBothStyles
    void doesNotTakeAPartForAll(Style style) {
        run(31, "a part is captured at the provider while orders are settled", style, Attempt::capturesAPart);
    }

    private interface Kind {
        long run(Attempt attempt) throws InterruptedException;
    }

    private static void run(int row, String what, Style style, Kind kind) {
        InProcessStore store = STORES.computeIfAbsent(style, SeenAtTheProviderIT::open);
        Scorecard.line(row, what, style)
                .remark(ORDERS + " orders an attempt")
                .run(Profile.times(1, 50), random -> kind.run(Attempt.of(store, random)));
    }

    private static InProcessStore open(Style style) {
        return InProcessStore.of(
                style,
                "at-the-provider",
                // what waits for staff is not due all the time
                "--store.background.back-off.initial=1h",
                "--store.background.back-off.max=1h",
                "--logging.level.store.retro.order.settlement=error");
    }

    /** An order, and what it was paid with. */
    private record Bought(String id, String paymentId) {}

    /** Some orders of one buyer, and what happens to them. */
    private record Attempt(InProcessStore store, Seeded random, Buyer buyer, Console console, List<Bought> orders) {

        static Attempt of(InProcessStore store, Seeded random) {
            Shop shop = store.shop();
            shop.clearShelf();
            Buyer buyer = shop.buyer();
            Console console = shop.console(PRICE, ORDERS);
            List<Bought> orders = IntStream.range(0, ORDERS)
                    .mapToObj(i -> bought(buyer.buys(console.times(1))))
                    .toList();
            return new Attempt(store, random, buyer, console, orders);
        }

        private static Bought bought(Answer order) {
            return new Bought(order.at("/id"), order.at("/paymentId"));
        }

        private Shop shop() {
            return store.shop();
        }

        private Dashboard dashboard() {
            return shop().dashboard();
        }

        long refundsThere() throws InterruptedException {
            shop().settle();
            Map<Bought, Long> made = new ConcurrentHashMap<>();
            meanwhile(order -> {
                long amount = 1 + random.fork(orders.indexOf(order)).below((int) PRICE);
                if (dashboard().refunds(order.paymentId(), amount).isPresent()) {
                    made.merge(order, amount, Long::sum);
                }
                hints(order);
            });
            endsWell();
            made.forEach((order, amount) -> assertThat(refunded(order)).isGreaterThanOrEqualTo(amount));
            return made.size();
        }

        long refundsFail() throws InterruptedException {
            shop().settle();
            Buyer staff = shop().staff();
            orders.forEach(order -> staff.refunds(order.id(), 1 + random.below((int) PRICE - 1)));
            orders.forEach(order -> dashboard().refunds(order.paymentId(), 1 + random.below(10)));
            look();
            List<Long> before = orders.stream().map(this::refunded).toList();
            List<Bought> failing = orders.subList(0, 1 + random.below(ORDERS));
            meanwhile(order -> {
                if (failing.contains(order)) {
                    sent(order).forEach(refund -> dashboard().fails(order.paymentId(), refund));
                }
                hints(order);
            });
            look();

            for (Bought order : failing) {
                assertThat(stored(order).getEmbedded(List.of("settlement", "state"), ""))
                        .isEqualTo("refund_due");
                assertThat(staff.retries("settlements", order.id()).status()).isEqualTo(204);
            }
            endsWell();
            IntStream.range(0, ORDERS)
                    .forEach(i -> assertThat(refunded(orders.get(i))).isGreaterThanOrEqualTo(before.get(i)));
            return failing.size();
        }

        long disputes() throws InterruptedException {
            shop().settle();
            List<String> ends = List.of("won", "lost");
            for (Bought order : orders) {
                boolean all = random.percent(50);
                dashboard().disputes(order.paymentId(), all ? PRICE : 40, !all || random.percent(50));
            }
            orders.forEach(this::hints);
            meanwhile(this::hints);
            List<String> outcomes =
                    orders.stream().map(order -> random.oneOf(ends)).toList();
            meanwhile(order -> {
                dashboard().ends(order.paymentId(), outcomes.get(orders.indexOf(order)));
                hints(order);
            });
            endsWell();
            return orders.size();
        }

        long capturesAPart() throws InterruptedException {
            dashboard().captures(orders.get(0).paymentId(), 60);
            List<Bought> inPart = new ArrayList<>(orders.subList(0, 1));
            meanwhile(order -> {
                if (dashboard().captures(order.paymentId(), 60)) {
                    synchronized (inPart) {
                        inPart.add(order);
                    }
                }
            });
            look();
            for (Bought order : inPart) {
                if (!cancelled(order) && refunded(order) < PRICE - 60) {
                    assertThat(stored(order).getEmbedded(List.of("settlement", "state"), ""))
                            .isEqualTo("captured_in_part");
                    assertThat(shop().staff()
                                    .refunds(order.id(), PRICE - 60 - refunded(order))
                                    .status())
                            .isEqualTo(201);
                    shop().staff().retries("settlements", order.id());
                }
            }
            endsWell();
            return inPart.size();
        }

        /** Lets it happen to each order, while workers settle and perhaps die, and some orders are changed. */
        private void meanwhile(Consumer<Bought> happening) throws InterruptedException {
            store.sabotage().at(new Step(random.oneOf(STEPS), random.percent(50)));
            List<Callable<Boolean>> all = new ArrayList<>(List.of(this::settles, this::settles));
            for (Bought order : orders) {
                int pause = random.below(10);
                boolean cancels = random.percent(25);
                boolean refunds = random.percent(25);
                all.add(() -> {
                    Thread.sleep(pause);
                    happening.accept(order);
                    return true;
                });
                if (cancels) {
                    all.add(() -> buyer.cancels(order.id()).status() == 200);
                }
                if (refunds) {
                    all.add(() -> shop().staff().refunds(order.id(), 5).status() == 201);
                }
            }
            Concurrently.run(all.size(), all);
            store.sabotage().at(NOWHERE);
        }

        private boolean settles() {
            try {
                shop().settle();
            } catch (IllegalStateException onPurpose) {
                assertThat(onPurpose).hasMessageContaining("on purpose");
            }
            return true;
        }

        /** A webhook comes not at all, or once, or twice. */
        private void hints(Bought order) {
            int times = random.fork(orders.indexOf(order)).below(3);
            for (int i = 0; i < times; i++) {
                store.bean(PaidOrders.class).paymentMoved(buyer.id(), order.paymentId());
            }
        }

        /** What every hour makes up for. */
        private void look() {
            shop().letLeasesEnd();
            shop().letBackOffsEnd();
            shop().settle();
            shop().letTheHourPass();
            shop().settle();
            shop().settle();
        }

        private void endsWell() {
            look();
            for (Bought order : orders) {
                shop().staff().retries("settlements", order.id());
            }
            look();
            shop().invariant().holds();
            shop().invariant().leavesNoPaymentBehind(buyer.id());
            assertThat(shop().orders(buyer))
                    .allSatisfy(
                            order -> assertThat(order.getEmbedded(List.of("settlement", "refundDue"), new Document()))
                                    .doesNotContainKey("at"));
        }

        private Document stored(Bought order) {
            return shop().orders(buyer).stream()
                    .filter(each -> each.getObjectId("_id").toHexString().equals(order.id()))
                    .findFirst()
                    .orElseThrow();
        }

        private boolean cancelled(Bought order) {
            return "cancelled".equals(stored(order).getString("status"));
        }

        private long refunded(Bought order) {
            return stored(order).get("refundedAmount", 0L);
        }

        /** The refunds that the provider has of the order's payment. */
        private List<String> sent(Bought order) {
            return shop().atTheProvider(order.paymentId()).getList("given", Document.class, List.of()).stream()
                    .map(given -> given.getString("refund"))
                    .toList();
        }
    }
}
