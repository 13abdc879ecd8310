package store.retro.bench;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.bson.Document;

/** What each index of the orders costs an insert: orders with all of them, with one, and with none. */
final class IndexCosts {

    private static final int CLIENTS = 8;
    private static final String ALL = "all";

    private final MongoDatabase database;

    IndexCosts(MongoDatabase database) {
        this.database = database;
    }

    /** The indexes of the orders by their names. */
    List<String> names() {
        OrderIndexes.create(database);
        List<String> names =
                orders().listIndexes().map(index -> index.getString("name")).into(new ArrayList<>());
        names.remove("_id_");
        return names;
    }

    /** @param name the only index that the emptied orders keep; {@code all} keeps all of them, another name none */
    void keep(String name) {
        orders().drop();
        for (String index : names()) {
            if (!name.equals(ALL) && !name.equals(index)) {
                orders().dropIndex(index);
            }
        }
    }

    /** Inserts orders that have just been placed, one by one. */
    void insert(int count) throws InterruptedException, ExecutionException {
        List<Document> products = List.of(Service.OURS.product(Purchases.product(0), 1));
        Clients.place(
                new Purchases(count, 1, 1).all(),
                CLIENTS,
                purchase -> orders().insertOne(NewOrder.of(OrderRequest.of(purchase), products)));
    }

    private MongoCollection<Document> orders() {
        return database.getCollection("orders");
    }
}
