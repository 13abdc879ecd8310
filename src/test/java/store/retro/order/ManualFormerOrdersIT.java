package store.retro.order;

import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.StoreTest;

@StoreTest
@TestPropertySource(
        properties = {"store.order-transactions.style=manual", "spring.mongodb.database=former-documents-manual"})
class ManualFormerOrdersIT extends ChangingFormerOrders {}
