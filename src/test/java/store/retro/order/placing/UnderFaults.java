package store.retro.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** Tests whose database is made to fail, and is healed after each. */
public abstract class UnderFaults {

    @Autowired
    protected Shop shop;

    @Autowired
    protected FailPoints failPoints;

    @AfterEach
    void heal() {
        failPoints.off();
    }

    /** An order is placed, and once, although its database fails so many times. */
    protected void assertOneOrder(FailPoints.Fault fault, int times) {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
        failPoints.on(fault, times);

        Answer answer = buyer.places(purchase);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.replayed()).isFalse();
        assertThat(failPoints.timesEntered()).isPositive();
        assertThat(shop.orders(buyer)).hasSize(1);
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(100);
        shop.invariant().holds();
    }

    /**
     * The answer of who asks again while the store says so. A transaction whose commit was never answered keeps its locks
     * until its session is used again, or for as long as the server lets it live: 60 seconds, unless told otherwise.
     */
    protected static Answer inTheEnd(Callable<Answer> request) {
        return Awaitility.await()
                .pollInSameThread()
                .atMost(Duration.ofSeconds(90))
                .until(request, answer -> answer.status() != 503);
    }

    protected void assertNothingWritten(Console console, Buyer buyer) {
        assertThat(shop.quantity(console)).isEqualTo(console.initialQuantity());
        assertThat(shop.orders(buyer)).isEmpty();
        assertThat(shop.lifeTimeValue(buyer)).isZero();
        assertThat(shop.document("users", buyer.id())).doesNotContainKey("shippingAddress");
    }
}
