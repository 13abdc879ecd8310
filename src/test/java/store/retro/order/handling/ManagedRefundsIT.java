package store.retro.order.handling;

import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.StoreTest;

@StoreTest
@TestPropertySource(properties = "store.order-transactions.style=managed")
class ManagedRefundsIT extends RefundingAnOrder {}
