package store.retro.development;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.ClassPathResource;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import store.retro.money.Money;
import tools.jackson.databind.json.JsonMapper;

/** Puts consoles and users into the database, where they are not there yet. */
public class DevelopmentSeeds implements ApplicationRunner {

    private final MongoOperations mongo;
    private final JsonMapper json;

    DevelopmentSeeds(MongoOperations mongo, JsonMapper json) {
        this.mongo = mongo;
        this.json = json;
    }

    @Override
    public void run(ApplicationArguments arguments) throws IOException {
        for (Console console : read("development/products.json", Console[].class)) {
            insertOnce("products", console.id(), console.stored());
        }
        for (Buyer buyer : read("development/users.json", Buyer[].class)) {
            insertOnce(
                    "users",
                    buyer.id(),
                    new Update()
                            .setOnInsert("name", buyer.name())
                            .setOnInsert("lifeTimeValue", 0L)
                            .setOnInsert("createdAt", Instant.now()));
        }
    }

    private <T> List<T> read(String resource, Class<T[]> type) throws IOException {
        try (InputStream in = new ClassPathResource(resource).getInputStream()) {
            return List.of(json.readValue(in, type));
        }
    }

    private void insertOnce(String collection, String id, Update fields) {
        mongo.upsert(Query.query(Criteria.where("_id").is(id)), fields, collection);
    }

    record Console(String id, String name, int year, String description, String imageUrl, Money price, int quantity) {

        Update stored() {
            return new Update()
                    .setOnInsert("name", name)
                    .setOnInsert("year", year)
                    .setOnInsert("description", description)
                    .setOnInsert("imageUrl", imageUrl)
                    .setOnInsert("price", price.amount())
                    .setOnInsert("quantity", quantity)
                    .setOnInsert("received", (long) quantity);
        }
    }

    record Buyer(String id, String name) {}
}
