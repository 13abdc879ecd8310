package store.retro.order;

import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.StoreTest;

@StoreTest
@TestPropertySource(
        properties = {"store.order-transactions.style=managed", "spring.mongodb.database=former-documents-managed"})
class ManagedFormerOrdersIT extends ChangingFormerOrders {}
