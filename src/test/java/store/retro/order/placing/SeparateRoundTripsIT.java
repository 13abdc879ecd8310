package store.retro.order.placing;

import java.util.List;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.StoreTest;

@StoreTest
@TestPropertySource(properties = "store.order-transactions.writes=separate")
class SeparateRoundTripsIT extends RoundTripsIT {

    @Override
    List<String> writes() {
        return SEPARATE;
    }
}
