package store.retro.payment.stripe;

import com.stripe.model.BalanceTransaction;
import com.stripe.model.Dispute;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import store.retro.payment.Dispute.State;
import store.retro.payment.ProviderPayment;

/**
 * What Stripe's disputes of a payment mean. Its charge says only that there was one, never how it ended.
 *
 * @see <a href="https://docs.stripe.com/api/disputes/object">Stripe: the Dispute object</a>
 */
final class StripeDisputes {

    private StripeDisputes() {}

    /** The payment with its disputes, as Stripe lists them. */
    static ProviderPayment noted(ProviderPayment payment, List<Dispute> disputes, StripeCurrency currency) {
        List<Dispute> stopping =
                disputes.stream().filter(each -> stateOf(each) != State.WON).toList();
        return disputes.stream()
                .min(Comparator.comparing(StripeDisputes::stateOf))
                .map(decisive -> payment.withDispute(new store.retro.payment.Dispute(
                        decisive.getId(),
                        stateOf(decisive),
                        currency.ofStore(decisive.getAmount()),
                        lost(payment, disputes, currency),
                        stopping.stream().allMatch(each -> Boolean.TRUE.equals(each.getIsChargeRefundable())))))
                .orElse(payment);
    }

    /** Stripe may count a dispute in another currency, and it may be of more than is left: no more can be lost. */
    private static long lost(ProviderPayment payment, List<Dispute> disputes, StripeCurrency currency) {
        long left = payment.captured() - payment.refunded();
        long lost = 0;
        for (Dispute dispute : disputes) {
            if (stateOf(dispute) == State.LOST) {
                boolean ours = currency.code().equalsIgnoreCase(dispute.getCurrency());
                lost += ours ? currency.ofStore(dispute.getAmount()) : left;
            }
        }
        return Math.min(left, lost);
    }

    /** A status that this version does not know is taken for an open one. */
    private static State stateOf(Dispute dispute) {
        return switch (dispute.getStatus()) {
            case "lost" -> State.LOST;
            case "won", "warning_closed" -> State.WON;
            case "prevented" -> isWithdrawn(dispute) ? State.LOST : State.WON;
            default -> State.OPEN;
        };
    }

    private static boolean isWithdrawn(Dispute dispute) {
        @Nullable List<BalanceTransaction> moves = dispute.getBalanceTransactions();
        return Objects.requireNonNullElse(moves, List.<BalanceTransaction>of()).stream()
                        .mapToLong(BalanceTransaction::getAmount)
                        .sum()
                < 0;
    }
}
