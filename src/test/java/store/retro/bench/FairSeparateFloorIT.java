package store.retro.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "store.order-transactions.writes=separate")
class FairSeparateFloorIT extends FairFloor {

    @Override
    OrderCommands commands(MongoClient client, MongoDatabase database) {
        return new OrderCommands(client, database, () -> false);
    }
}
