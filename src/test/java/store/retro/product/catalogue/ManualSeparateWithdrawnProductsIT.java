package store.retro.product.catalogue;

import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.StoreTest;

@StoreTest
@TestPropertySource(properties = {"store.order-transactions.style=manual", "store.order-transactions.writes=separate"})
class ManualSeparateWithdrawnProductsIT extends WithdrawnProducts {}
