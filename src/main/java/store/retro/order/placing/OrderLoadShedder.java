package store.retro.order.placing;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.platform.admission.AdmissionControl;
import store.retro.platform.http.LoadShedder;
import store.retro.platform.problem.ProblemException;

/**
 * Turns orders away unread while as many are in flight as may be. {@link AdmissionControl} decides again when they are
 * let in; but under several times the load that the store can carry, most requests are refused, and what a refusal
 * costs is taken from the orders.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class OrderLoadShedder implements LoadShedder {

    private final AdmissionControl admission;
    private final OrderMetrics metrics;

    @Override
    public Optional<ProblemException> refusal(HttpServletRequest request) {
        if (!admission.full() || !isForPlacing(request)) {
            return Optional.empty();
        }
        ProblemException refusal = AdmissionControl.refusal();
        metrics.noteRefusal(refusal);
        return Optional.of(refusal);
    }

    private static boolean isForPlacing(HttpServletRequest request) {
        return "POST".equals(request.getMethod())
                && request.getRequestURI().equals(request.getContextPath() + PlaceOrderController.PATH);
    }
}
