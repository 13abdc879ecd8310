package store.retro.order.placing;

import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.StoreTest;

@StoreTest
@TestPropertySource(properties = {"store.placement=manual", "store.placement-writes=auto"})
class ManualBulkPlacingUnderFaultsIT extends PlacingTogetherUnderFaults {}
