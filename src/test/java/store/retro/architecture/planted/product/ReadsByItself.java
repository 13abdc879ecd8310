package store.retro.architecture.planted.product;

import java.util.List;
import org.springframework.data.mongodb.core.MongoOperations;

/** Reads past the reader of documents. */
class ReadsByItself {

    List<PlantedProduct> all(MongoOperations mongo) {
        return mongo.findAll(PlantedProduct.class);
    }
}
