package store.retro.embedded;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which error labels a server puts on an error, by its code and by what failed with it. */
final class Labels {

    static final String TRANSIENT = "TransientTransactionError";
    static final String RETRYABLE_WRITE = "RetryableWriteError";

    /** Not primary any more, shutting down, network: another try may go well. */
    private static final Set<Integer> RETRYABLE =
            Set.of(6, 7, 89, 91, 134, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436);

    private static final Set<Integer> TRANSIENT_ANYWHERE = Set.of(24, 112, 246, 251, 267);

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(6, "HostUnreachable"),
            Map.entry(7, "HostNotFound"),
            Map.entry(8, "UnknownError"),
            Map.entry(24, "LockTimeout"),
            Map.entry(50, "MaxTimeMSExpired"),
            Map.entry(64, "WriteConcernFailed"),
            Map.entry(79, "UnknownReplWriteConcern"),
            Map.entry(89, "NetworkTimeout"),
            Map.entry(91, "ShutdownInProgress"),
            Map.entry(100, "UnsatisfiableWriteConcern"),
            Map.entry(112, "WriteConflict"),
            Map.entry(121, "DocumentValidationFailure"),
            Map.entry(189, "PrimarySteppedDown"),
            Map.entry(251, "NoSuchTransaction"),
            Map.entry(262, "ExceededTimeLimit"),
            Map.entry(290, "TransactionExceededLifetimeLimitSeconds"),
            Map.entry(391, "ReauthenticationRequired"),
            Map.entry(10107, "NotWritablePrimary"),
            Map.entry(11600, "InterruptedAtShutdown"),
            Map.entry(11601, "Interrupted"),
            Map.entry(11602, "InterruptedDueToReplStateChange"),
            Map.entry(13435, "NotPrimaryNoSecondaryOk"),
            Map.entry(13436, "NotPrimaryOrSecondary"));

    private Labels() {}

    static String codeName(int code) {
        return NAMES.getOrDefault(code, "Location" + code);
    }

    /**
     * @param code of the error, null when the command itself went well
     * @param writeConcernCode of the write concern error, null when there is none
     */
    static Set<String> of(Request request, @Nullable Integer code, @Nullable Integer writeConcernCode) {
        boolean ends =
                request.name().equals("commitTransaction") || request.name().equals("abortTransaction");
        Set<String> labels = new TreeSet<>();
        if (request.isInTransaction() && code != null) {
            boolean isTransient = TRANSIENT_ANYWHERE.contains(code) || (!ends && RETRYABLE.contains(code));
            if (isTransient) {
                labels.add(TRANSIENT);
            }
        }
        boolean retryable = ends || (request.transactionNumber() != null && !request.isInTransaction());
        boolean failed = code != null && RETRYABLE.contains(code);
        boolean notReplicated = writeConcernCode != null && RETRYABLE.contains(writeConcernCode);
        if (retryable && (failed || notReplicated)) {
            labels.add(RETRYABLE_WRITE);
        }
        return labels;
    }
}
