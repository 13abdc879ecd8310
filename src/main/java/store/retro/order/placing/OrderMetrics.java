package store.retro.order.placing;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;
import store.retro.order.placing.Checkout.Placed;
import store.retro.payment.PaymentGatewayException;
import store.retro.platform.admission.AdmissionControl;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemType;
import store.retro.platform.transaction.DatabaseUnavailable;
import store.retro.platform.transaction.TransactionStats;

/**
 * One line in the log and a few metrics for each request to place an order, whatever came of it. Neither names anything
 * of a person: no token, address or payment.
 */
@Component
@Slf4j
class OrderMetrics {

    private final MeterRegistry meters;

    OrderMetrics(MeterRegistry meters, AdmissionControl admission) {
        this.meters = meters;
        Gauge.builder("store.orders.in.progress", admission, AdmissionControl::inFlight)
                .description("Orders under way in this instance, waiting ones included")
                .register(meters);
    }

    /** Begins to measure one request, on the thread that works on it. */
    Recording begin() {
        return new Recording();
    }

    /** What becomes of one request: {@code placed}, {@code replayed}, or a problem's code. */
    final class Recording {

        private final TransactionStats stats = TransactionStats.open();
        private final long start = System.nanoTime();

        void succeeded(Placed placed) {
            end(placed.replayed() ? "replayed" : "placed", placed.order().id());
        }

        void failed(RuntimeException failure) {
            end(problem(failure).code(), "-");
        }

        private void end(String outcome, String order) {
            stats.close();
            write(outcome, order, stats, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static ProblemType problem(RuntimeException failure) {
        if (failure instanceof ProblemException rejection) {
            return rejection.problem();
        }
        return DatabaseUnavailable.is(failure) || failure instanceof PaymentGatewayException
                ? GeneralProblem.TRY_AGAIN
                : GeneralProblem.INTERNAL_ERROR;
    }

    /** Counts a request that was turned away unread; there are too many of them then for a line each. */
    void noteRefusal(ProblemException refusal) {
        meters.timer("store.orders", "outcome", refusal.problem().code()).record(Duration.ZERO);
    }

    private void write(String outcome, String order, TransactionStats stats, Duration took) {
        meters.timer("store.orders", "outcome", outcome).record(took);
        meters.counter("store.transaction.attempts").increment(stats.attempts());
        meters.counter("store.transaction.conflicts").increment(stats.repeatedBodies());
        meters.counter("store.transaction.repeated.commits").increment(stats.repeatedCommits());
        if (!stats.commitTime().isZero()) {
            meters.timer("store.transaction.commit").record(stats.commitTime());
        }
        log.info(
                "order outcome={} order={} attempts={} conflicts={} repeatedCommits={} commitMillis={} millis={}",
                outcome,
                order,
                stats.attempts(),
                stats.repeatedBodies(),
                stats.repeatedCommits(),
                stats.commitTime().toMillis(),
                took.toMillis());
    }
}
