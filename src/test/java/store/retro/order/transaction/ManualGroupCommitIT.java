package store.retro.order.transaction;

import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.StoreTest;

@StoreTest
@TestPropertySource(properties = "store.order-transactions.style=manual")
class ManualGroupCommitIT extends PlacingInGroups {}
