package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.DisguisedMongo;
import store.retro.fixture.Shop;

/** A load balancer hears where orders cannot be placed, and when they can again. */
class ReadinessIT {

    @Test
    void followsThePrimarysStepDownAndItsReturn() {
        try (DisguisedMongo server = new DisguisedMongo();
                InProcessStore store = InProcessStore.on(server.uri("", "directConnection=true"), Style.MANAGED)) {
            Shop shop = store.shop();
            Console console = shop.console(100, 10);
            Buyer buyer = shop.buyer();
            assertThat(readiness(shop)).isEqualTo(200);

            server.greetAs(DisguisedMongo::secondary);
            assertThat(readiness(shop)).isEqualTo(503);

            server.greetAs(UnaryOperator.identity());
            assertThat(readiness(shop)).isEqualTo(200);
            assertThat(buyer.buys(console.times(1)).status()).isEqualTo(201);
        }
    }

    private static int readiness(Shop shop) {
        return shop.anonymously("GET", "/actuator/health/readiness", null).status();
    }
}
