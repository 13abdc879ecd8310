package store.retro.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import store.retro.platform.admission.AdmissionControl;
import store.retro.platform.admission.AdmissionControl.Permit;
import store.retro.platform.admission.AdmissionFixture;
import store.retro.platform.problem.GeneralProblem;

class OrderLoadShedderTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AdmissionControl admission = AdmissionFixture.admissionOfOne();
    private final OrderLoadShedder shedder = new OrderLoadShedder(admission, new OrderMetrics(meters, admission));

    @Test
    void turnsOrdersAwayWhileTooManyAreInFlight() {
        assertThat(shedder.refusal(asking("/place-order"))).isEmpty();
        try (Permit permit = admission.admit()) {
            assertThat(shedder.refusal(asking("/place-order")))
                    .hasValueSatisfying(refusal -> assertThat(refusal.problem()).isEqualTo(GeneralProblem.TRY_AGAIN));
            assertThat(shedder.refusal(asking("/orders"))).isEmpty();
            assertThat(shedder.refusal(new MockHttpServletRequest("OPTIONS", "/place-order")))
                    .isEmpty();
        }
        assertThat(shedder.refusal(asking("/place-order"))).isEmpty();
        assertThat(meters.timer("store.orders", "outcome", "try-again").count()).isEqualTo(1);
    }

    private static MockHttpServletRequest asking(String path) {
        return new MockHttpServletRequest("POST", path);
    }
}
