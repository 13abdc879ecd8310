package store.retro.order.placing;

import store.retro.fixture.StoreTest;

@StoreTest
class RememberedReadsIT extends RememberedReads {}
