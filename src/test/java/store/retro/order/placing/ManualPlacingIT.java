package store.retro.order.placing;

import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.StoreTest;

@StoreTest
@TestPropertySource(properties = "store.placement=manual")
class ManualPlacingIT extends PlacingAnOrder {}
