package store.retro.order.placing;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import store.retro.order.placing.Checkout.Placed;
import store.retro.payment.PaymentGatewayException;
import store.retro.platform.problem.Problem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.transaction.DatabaseUnavailable;
import store.retro.platform.transaction.TransactionStats;

/**
 * One line in the log and a few metrics for each request to place an order, whatever came of it. Neither names anything
 * of a person: no token, address or payment.
 */
@Component
class OrderMetrics {

    private static final Logger log = LoggerFactory.getLogger(OrderMetrics.class);

    private final MeterRegistry meters;

    OrderMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Does the work of one request and notes its outcome: {@code placed}, {@code replayed}, or a problem's code. */
    Placed note(Supplier<Placed> work) {
        TransactionStats tally = TransactionStats.open();
        long start = System.nanoTime();
        String outcome = Problem.INTERNAL_ERROR.code();
        String order = "-";
        try {
            Placed placed = work.get();
            outcome = placed.replayed() ? "replayed" : "placed";
            order = placed.order().id();
            return placed;
        } catch (ProblemException rejection) {
            outcome = rejection.problem().code();
            throw rejection;
        } catch (RuntimeException failure) {
            outcome = (DatabaseUnavailable.is(failure) || failure instanceof PaymentGatewayException
                            ? Problem.TRY_AGAIN
                            : Problem.INTERNAL_ERROR)
                    .code();
            throw failure;
        } finally {
            tally.close();
            write(outcome, order, tally, Duration.ofNanos(System.nanoTime() - start));
        }
    }

    /** Counts a request that was turned away at the door; there are too many of them then for a line each. */
    void noteRefusal(ProblemException refusal) {
        meters.timer("store.orders", "outcome", refusal.problem().code()).record(Duration.ZERO);
    }

    private void write(String outcome, String order, TransactionStats tally, Duration took) {
        meters.timer("store.orders", "outcome", outcome).record(took);
        meters.counter("store.transaction.attempts").increment(tally.attempts());
        meters.counter("store.transaction.conflicts").increment(tally.repeatedBodies());
        meters.counter("store.transaction.repeated.commits").increment(tally.repeatedCommits());
        if (!tally.commitTime().isZero()) {
            meters.timer("store.transaction.commit").record(tally.commitTime());
        }
        log.info(
                "order outcome={} order={} attempts={} conflicts={} repeatedCommits={} commitMillis={} millis={}",
                outcome,
                order,
                tally.attempts(),
                tally.repeatedBodies(),
                tally.repeatedCommits(),
                tally.commitTime().toMillis(),
                took.toMillis());
    }
}
