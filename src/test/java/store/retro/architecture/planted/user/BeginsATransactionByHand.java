package store.retro.architecture.planted.user;

import com.mongodb.client.ClientSession;
import store.retro.platform.transaction.TransactionSessions;

/** Begins a transaction by hand where nobody looks for one. */
class BeginsATransactionByHand {

    ClientSession spend(TransactionSessions sessions) {
        return sessions.startSession();
    }
}
