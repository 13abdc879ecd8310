package store.retro.platform.transaction;

import com.mongodb.ClientSessionOptions;
import com.mongodb.client.ClientSession;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;

/** What a transaction by hand needs: a session with the store's options, a commit that is sent until it is known. */
@Component
public class TransactionSessions {

    private final MongoDatabaseFactory factory;
    private final TransactionRetry retry;
    private final ClientSessionOptions options;

    TransactionSessions(MongoDatabaseFactory factory, TransactionRetry retry, TransactionProperties properties) {
        this.factory = factory;
        this.retry = retry;
        this.options = ClientSessionOptions.builder()
                .defaultTransactionOptions(properties.toDriverOptions())
                .build();
    }

    /** A new session; whoever asked for it closes it. */
    public ClientSession startSession() {
        return factory.getSession(options);
    }

    /**
     * Commits the session's transaction.
     *
     * @throws com.mongodb.MongoException labelled {@code TransientTransactionError}: it will never be committed
     * @throws UnknownCommitException when the time is used up and its fate not known
     */
    public void commit(ClientSession session) {
        retry.commit(session::commitTransaction);
    }
}
