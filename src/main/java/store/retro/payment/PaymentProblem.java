package store.retro.payment;

import java.util.Map;
import store.retro.platform.problem.ProblemText;
import store.retro.platform.problem.ProblemType;

/** What may be wrong with a payment. */
public enum PaymentProblem implements ProblemType {
    PAYMENT_NOT_AUTHORIZED(
            402,
            "The payment does not cover the order",
            "The payment is not known, was declined or voided, is of another amount, or still waits for its payer.",
            "The member reason says which: finish the payment if it requires action, else start a new one.") {
        @Override
        public Map<String, Object> example() {
            return Map.of("reason", "wrong-amount");
        }
    },
    PAYMENT_ALREADY_USED(
            409,
            "The payment was already used",
            "A payment pays for one order, and this one has paid for another.",
            "Start a new payment.");

    private final ProblemText text;

    PaymentProblem(int status, String title, String meaning, String advice) {
        this.text = new ProblemText(status, title, meaning, advice);
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
