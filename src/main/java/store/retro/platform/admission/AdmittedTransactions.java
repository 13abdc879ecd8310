package store.retro.platform.admission;

import java.util.Collection;
import java.util.function.Consumer;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.platform.admission.AdmissionControl.Permit;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.transaction.TransactionRetry;

/** Runs transactions that others may meet, each when it is its turn. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class AdmittedTransactions {

    private final AdmissionControl admission;
    private final TransactionRetry retry;

    /**
     * Runs a transaction, and again while it fails and nothing of it remains.
     *
     * @param keys where it may meet others
     * @param transaction as {@link TransactionRetry#run} has it
     * @throws ProblemException {@code try-again} when its turn has not come in time
     * @throws RuntimeException the last failure of the transaction
     */
    public <T> void run(Collection<String> keys, Consumer<T> transaction, T argument) {
        try (Permit permit = admission.enter(keys)) {
            retry.run(transaction, argument);
        }
    }
}
