package store.retro.payment;

import java.util.Map;
import lombok.RequiredArgsConstructor;
import store.retro.money.AmountRange;
import store.retro.money.Money;
import store.retro.money.StoreCurrency;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemType;

/** What may be wrong with a payment. */
@RequiredArgsConstructor
public enum PaymentProblem implements ProblemType {
    PAYMENT_NOT_AUTHORIZED(402) {
        @Override
        public Map<String, Object> example() {
            return Map.of("reason", "wrong-amount");
        }
    },
    PAYMENT_ALREADY_USED(409),
    TOO_MANY_PAYMENTS(429),
    PAYMENT_NOT_POSSIBLE(422) {
        @Override
        public Map<String, Object> example() {
            return Map.of("minimum", new Money(50, "USD"), "maximum", new Money(999_999_999_999L, "USD"));
        }
    };

    private final int status;

    /** That the provider never takes such an amount, and what it takes. */
    public static ProblemException notPossible(String detail, AmountRange possible, StoreCurrency currency) {
        return new ProblemException(PAYMENT_NOT_POSSIBLE, detail)
                .with("minimum", currency.of(possible.least()))
                .with("maximum", currency.of(possible.most()));
    }

    @Override
    public int status() {
        return status;
    }
}
