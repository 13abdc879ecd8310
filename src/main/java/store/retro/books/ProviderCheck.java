package store.retro.books;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.order.storage.EarlierOrderLookup;
import store.retro.payment.ListedPayment;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.payment.handling.PaymentRecovery;
import store.retro.payment.handling.PaymentRecovery.Found;

/**
 * Compares what the providers know of this store's payments with its database, which knows less once it was restored.
 * What is held or was taken there, and has no order here, can be given back.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class ProviderCheck {

    /** What is younger may still get its order. */
    private static final Duration YOUNG = Duration.ofDays(1);

    private final PaymentRecovery payments;
    private final EarlierOrderLookup orders;
    private final Clock clock;

    /** How many there were of what. */
    private static final class Tally {
        private int seen;
        private int held;
        private int captured;
        private int tried;
        private int givenBack;
    }

    /**
     * Writes a line for each payment, and a last one that sums them up.
     *
     * @return whether nothing is missing, or not any more
     */
    boolean run(ProviderCheckOptions options, PrintStream out) {
        Tally tally = new Tally();
        payments.forEach(options.since(), found -> out.println(line(found, finding(found, options, tally))));
        int left = tally.held + tally.captured - tally.givenBack;
        out.printf(
                "%d payments since %s: without an order here %d captured, %d held; %d given back, %d left%n",
                tally.seen, options.since(), tally.captured, tally.held, tally.givenBack, left);
        return left == 0;
    }

    private static String line(Found found, String finding) {
        ListedPayment listed = found.listed();
        ProviderPayment there = listed.payment();
        long amount = there.status() == PaymentStatus.CAPTURED ? there.taken() : there.amount();
        return String.join(
                " ",
                listed.createdAt().toString(),
                found.provider(),
                there.id(),
                listed.paymentId().isEmpty() ? "-" : listed.paymentId(),
                there.status().code(),
                amount + " " + there.currency(),
                finding);
    }

    private String finding(Found found, ProviderCheckOptions options, Tally tally) {
        ProviderPayment there = found.listed().payment();
        tally.seen++;
        if (!found.listed().hasMoney()) {
            return "no money";
        }
        if (hasOrder(found)) {
            return "ordered";
        }
        boolean young = found.listed().createdAt().isAfter(clock.instant().minus(YOUNG));
        boolean captured = there.status() == PaymentStatus.CAPTURED;
        if (young && found.recorded() && !captured) {
            return "unused so far";
        }
        if (captured) {
            tally.captured++;
        } else {
            tally.held++;
        }
        String missing = found.recorded() ? "MISSING order" : "MISSING payment and order";
        return options.apply()
                ? missing + ", " + (young ? "left: younger than a day" : givenBack(found, options, tally))
                : missing;
    }

    private boolean hasOrder(Found found) {
        ListedPayment listed = found.listed();
        return orders.find(listed.payment().userId(), null, listed.paymentId()).paymentUsed();
    }

    private String givenBack(Found found, ProviderCheckOptions options, Tally tally) {
        ListedPayment listed = found.listed();
        if (listed.paymentId().isEmpty() || listed.payment().userId().isEmpty()) {
            return "left: the provider does not say whose it is";
        }
        if (tally.tried == options.atMost()) {
            return "left: " + options.atMost() + " were tried";
        }
        tally.tried++;
        try {
            Optional<PaymentStatus> now = payments.giveBack(found);
            if (now.filter(PaymentStatus::givenBack).isPresent()) {
                tally.givenBack++;
                return now.get().code();
            }
            return now.map(status -> "left: it is " + status.code()).orElse("left: an order has it by now");
        } catch (PaymentGatewayException e) {
            return "left: " + e.getMessage();
        }
    }
}
