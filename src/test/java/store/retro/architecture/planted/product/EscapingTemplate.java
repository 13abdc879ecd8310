package store.retro.architecture.planted.product;

import com.mongodb.client.MongoClient;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Writes beside the transaction. */
class EscapingTemplate {

    MongoTemplate template(MongoClient client) {
        return new MongoTemplate(client, "retro");
    }
}
