package store.retro.order.placing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import store.retro.order.transaction.AdmissionControl;
import store.retro.order.transaction.AdmissionProperties;
import store.retro.platform.mongo.ConnectionPool;
import store.retro.platform.problem.Problem;

class OrderLoadShedderTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ConnectionPool pool = mock();

    @BeforeEach
    void poolOfOne() {
        when(pool.maxSize()).thenReturn(1);
    }

    @Test
    void turnsOrdersAwayWhileTheWaitingRoomIsFull() {
        AdmissionControl admission = new AdmissionControl(new AdmissionProperties(1, 1, 1), pool, meters);
        OrderLoadShedder house = new OrderLoadShedder(admission, new OrderMetrics(meters));

        assertThat(house.refusal(asking("/place-order"))).isEmpty();
        admission.request(() -> {
            assertThat(house.refusal(asking("/place-order")))
                    .hasValueSatisfying(refusal -> assertThat(refusal.problem()).isEqualTo(Problem.TRY_AGAIN));
            assertThat(house.refusal(asking("/orders"))).isEmpty();
            assertThat(house.refusal(new MockHttpServletRequest("OPTIONS", "/place-order")))
                    .isEmpty();
            return true;
        });
        assertThat(house.refusal(asking("/place-order"))).isEmpty();
        assertThat(meters.timer("store.orders", "outcome", "try-again").count()).isEqualTo(1);
    }

    private static MockHttpServletRequest asking(String path) {
        return new MockHttpServletRequest("POST", path);
    }
}
