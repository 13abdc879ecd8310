package store.retro.platform.transaction;

import com.mongodb.ClientBulkWriteException;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.WriteError;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/**
 * What the failure of a transaction means, read from the driver's error labels on its causes. Spring translates the
 * driver's exceptions by their code, which cannot tell: a write conflict becomes a {@code
 * DataIntegrityViolationException}, and its transient classes also hold commits whose fate is unknown.
 *
 * @see <a href="https://github.com/mongodb/specifications/blob/master/source/transactions/transactions.md">the drivers'
 *     specification of transactions</a>
 */
public final class TransactionErrors {

    /** BadValue, TypeMismatch, PathNotViable. */
    private static final Set<Integer> UNFIT = Set.of(2, 14, 28);

    private TransactionErrors() {}

    /** Whether nothing of the transaction remains and its whole body may run again. */
    static boolean isTransient(Throwable failure) {
        return !isUnknownCommit(failure) && causes(failure).anyMatch(TransactionErrors::hasTransientLabel);
    }

    /** Whether the commit was sent and nobody knows whether it happened. */
    public static boolean isUnknownCommit(Throwable failure) {
        return causes(failure).anyMatch(UnknownCommitException.class::isInstance);
    }

    /** Whether another document already has a key of this one; the server has aborted the transaction. */
    public static boolean isDuplicateKey(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof DuplicateKeyException
                        || cause instanceof MongoException e && isDuplicateKey(e.getCode())
                        || cause instanceof ClientBulkWriteException bulk && hasDuplicateKey(bulk));
    }

    /** Spring does not translate what one of several writes has failed with. */
    private static boolean hasDuplicateKey(ClientBulkWriteException bulk) {
        return bulk.getWriteErrors().values().stream().anyMatch(error -> isDuplicateKey(error.getCode()));
    }

    private static boolean isDuplicateKey(int code) {
        return ErrorCategory.fromErrorCode(code) == ErrorCategory.DUPLICATE_KEY;
    }

    /**
     * Whether what is stored cannot be changed so: what is to be added to is no number, say. The server has aborted the
     * transaction, and would every time.
     */
    public static boolean isUnfitDocument(Throwable failure) {
        return causes(failure).flatMap(TransactionErrors::codes).anyMatch(UNFIT::contains);
    }

    private static Stream<Integer> codes(Throwable cause) {
        if (cause instanceof ClientBulkWriteException bulk) {
            return bulk.getWriteErrors().values().stream().map(WriteError::getCode);
        }
        if (cause instanceof MongoBulkWriteException bulk) {
            return bulk.getWriteErrors().stream().map(WriteError::getCode);
        }
        return cause instanceof MongoException e ? Stream.of(e.getCode()) : Stream.empty();
    }

    /** Whether the server says by this very failure that nothing of the transaction remains. */
    static boolean hasTransientLabel(Throwable failure) {
        return failure instanceof MongoException e && e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
    }

    /** A failure and what it was caused by. */
    public static Stream<Throwable> causes(@Nullable Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).map(Objects::requireNonNull);
    }
}
