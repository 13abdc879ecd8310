package store.retro.payment;

import java.util.Map;
import lombok.RequiredArgsConstructor;
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
    PAYMENT_ALREADY_USED(409);

    private final int status;

    @Override
    public int status() {
        return status;
    }
}
