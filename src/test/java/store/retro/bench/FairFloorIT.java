package store.retro.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;

class FairFloorIT extends FairFloor {

    @Override
    OrderCommands commands(MongoClient client, MongoDatabase database) {
        return new OrderCommands(client, database);
    }
}
