package store.retro.product.catalogue;

import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.StoreTest;

@StoreTest
@TestPropertySource(properties = {"store.order-transactions.style=managed", "store.order-transactions.writes=bulk"})
class ManagedWithdrawnProductsIT extends WithdrawnProducts {}
