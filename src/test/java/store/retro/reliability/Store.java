package store.retro.reliability;

import com.mongodb.client.MongoClient;
import store.retro.fixture.Shop;

/** A running service, wherever it runs, with the cable to its database and a shop that drives it. */
interface Store extends AutoCloseable {

    String url();

    MongoProxy cable();

    Shop shop();

    /** A client of the database server that does not go through the cable. */
    MongoClient database();

    @Override
    void close();
}
