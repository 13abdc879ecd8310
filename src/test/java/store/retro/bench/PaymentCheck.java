package store.retro.bench;

import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import store.retro.bench.Refusal.Reason;

/** Whether a payment pays for an order. */
final class PaymentCheck {

    private PaymentCheck() {}

    /**
     * Makes sure that the provider holds exactly the amount of the order.
     *
     * @param known the store's record of the payment, if it has one
     * @param provider gives the provider's own
     * @throws Refusal {@code payment-not-authorized} with its {@code reason}
     */
    static void require(OrderRequest request, List<Document> known, Function<String, @Nullable Document> provider) {
        if (known.isEmpty()) {
            throw refusal("unknown");
        }
        Document payment = provider.apply(request.paymentId());
        if (payment == null) {
            throw refusal("requires-action");
        }
        if (!request.userId().equals(payment.getString("userId"))) {
            throw refusal("unknown");
        }
        switch (payment.getString("status")) {
            case "authorized" -> {}
            case "declined" -> throw refusal("declined");
            case "started", "requires_action" -> throw refusal("requires-action");
            default -> throw refusal("voided");
        }
        if (payment.getLong("amount") != request.billingAmount()
                || !Service.CURRENCY.equals(payment.getString("currency"))) {
            throw refusal("wrong-amount");
        }
    }

    private static Refusal refusal(String reason) {
        return new Refusal(Reason.PAYMENT_NOT_AUTHORIZED, "The payment does not cover the order: " + reason + ".")
                .with("reason", reason);
    }
}
