package store.retro.product;

import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.StoreTest;

@StoreTest
@TestPropertySource(properties = {"spring.mongodb.database=stored-by-hand", "store.order-transactions.writes=separate"})
class SeparateProductIdsIT extends ProductIds {}
