package store.retro.order;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.stereotype.Component;
import store.retro.web.Door;
import store.retro.web.Rejection;

/**
 * Turns orders away at the door while the waiting room is full. {@link Admission} decides again when they are inside; but
 * under several times the load that the store can carry, most requests are refused, and what a refusal costs is taken from
 * the orders.
 */
@Component
class FullHouse implements Door {

    private final Admission admission;
    private final OrderJournal journal;

    FullHouse(Admission admission, OrderJournal journal) {
        this.admission = admission;
        this.journal = journal;
    }

    @Override
    public Optional<Rejection> refusal(HttpServletRequest request) {
        if (!admission.full() || !isForPlacing(request)) {
            return Optional.empty();
        }
        Rejection refusal = Admission.refusal();
        journal.noteRefusal(refusal);
        return Optional.of(refusal);
    }

    private static boolean isForPlacing(HttpServletRequest request) {
        return "POST".equals(request.getMethod())
                && request.getRequestURI().equals(request.getContextPath() + PlaceOrderController.PATH);
    }
}
