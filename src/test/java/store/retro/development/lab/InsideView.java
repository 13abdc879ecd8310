package store.retro.development.lab;

import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.session.ServerSession;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.BsonDocument;

/**
 * A session of the driver's that says it is another one's, in the middle of its transaction: what is read with it, over
 * a connection of its own, is what that transaction sees. Only a transaction that has begun can be looked into, and
 * only while no command of it is under way; the server would refuse both.
 */
@RequiredArgsConstructor(access = AccessLevel.PRIVATE)
final class InsideView implements InvocationHandler {

    /** The driver wants them, and sends neither after the first command. */
    private static final TransactionOptions OPTIONS = TransactionOptions.builder()
            .readConcern(ReadConcern.SNAPSHOT)
            .readPreference(ReadPreference.primary())
            .build();

    private final ClientSession own;
    private final ServerSession others;

    /** @param transaction begun, and not ended yet */
    static ClientSession into(OpenTransaction transaction, MongoClient client) {
        InsideView view = new InsideView(client.startSession(), new OthersSession(transaction));
        return (ClientSession)
                Proxy.newProxyInstance(InsideView.class.getClassLoader(), new Class<?>[] {ClientSession.class}, view);
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        switch (method.getName()) {
            case "getServerSession":
                return others;
            case "hasActiveTransaction":
                return true;
            case "notifyMessageSent":
                // it is not the first one of the transaction
                return false;
            case "getTransactionOptions":
                return OPTIONS;
            case "notifyOperationInitiated":
                // its own session, which has no transaction, would be surprised by the server that it is pinned to
                return null;
            default:
                try {
                    return method.invoke(own, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
        }
    }

    /**
     * A transaction as its commands show it.
     *
     * @param session their {@code lsid}
     */
    record OpenTransaction(BsonDocument session, long number) {}

    private record OthersSession(OpenTransaction transaction) implements ServerSession {

        @Override
        public BsonDocument getIdentifier() {
            return transaction.session();
        }

        @Override
        public long getTransactionNumber() {
            return transaction.number();
        }

        @Override
        public long advanceTransactionNumber() {
            throw new IllegalStateException("it is another one's");
        }

        @Override
        public boolean isClosed() {
            return false;
        }

        @Override
        public void markDirty() {
            // its owner finds out
        }

        @Override
        public boolean isMarkedDirty() {
            return false;
        }
    }
}
