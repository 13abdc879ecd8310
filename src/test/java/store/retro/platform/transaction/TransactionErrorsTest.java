package store.retro.platform.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.mongodb.UncategorizedMongoDbException;
import org.springframework.transaction.TransactionSystemException;

class TransactionErrorsTest {

    @Test
    void seesTheLabelUnderSpringsTranslation() {
        Exception translated = new DataIntegrityViolationException("write conflict", conflict());

        assertThat(TransactionErrors.isTransient(translated)).isTrue();
        assertThat(TransactionErrors.isUnknownCommit(translated)).isFalse();
    }

    @Test
    void doesNotTakeAConflictWithoutLabelForTransient() {
        assertThat(TransactionErrors.isTransient(new MongoException(112, "write conflict")))
                .isFalse();
    }

    @Test
    void neverTakesAnUnknownCommitForTransient() {
        MongoException lost = conflict();
        Exception failure = new TransactionSystemException("commit", new UnknownCommitException(lost));

        assertThat(TransactionErrors.isUnknownCommit(failure)).isTrue();
        assertThat(TransactionErrors.isTransient(failure)).isFalse();
    }

    @Test
    void recognisesADuplicateKeyThatIsNoWriteError() {
        Exception translated = new UncategorizedMongoDbException("bulk", new MongoException(11000, "duplicate key"));

        assertThat(TransactionErrors.isDuplicateKey(translated)).isTrue();
    }

    private static MongoException conflict() {
        MongoException conflict = new MongoException(112, "write conflict");
        conflict.addLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
        return conflict;
    }
}
