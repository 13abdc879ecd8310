package store.retro.payment;

import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.StoreTest;

@StoreTest
@Import(GatewayFaults.class)
@TestPropertySource(
        properties = {
            "store.placement=manual",
            "store.request.budget=20s",
            "store.background.back-off.initial=1ms",
            "store.background.back-off.max=1ms"
        })
class ManualPayingUnderFaultsIT extends PayingUnderFaults {}
