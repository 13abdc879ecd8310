package store.retro.order.transaction;

import store.retro.platform.mongo.ServerVersion;

/** How the writes of a placed order travel. */
enum OrderTransactionWrites {
    /** Together where the server can: from MongoDB 8.0 on. */
    AUTO,
    /** One command for each collection. */
    SEPARATE,
    /** All in one command. */
    BULK;

    boolean together(ServerVersion server) {
        return this == BULK || this == AUTO && server.hasBulkWrite();
    }

    /** Lets the next attempt go another way, if the server has refused this one. */
    void failed(ServerVersion server, RuntimeException failure) {
        if (this == AUTO) {
            server.learnFrom(failure);
        }
    }
}
