package store.retro.architecture.planted.product;

import com.mongodb.client.MongoClient;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.transaction.annotation.Transactional;
import store.retro.architecture.planted.payment.PlantedPayment;

/** Has a name that says nothing, an injected field, a template of its own, and asks a payment inside a transaction. */
public class PlantedUtil {

    @Autowired
    @Nullable
    PlantedPayment payment;

    @Transactional
    public boolean paid(PlantedPayment other) {
        return other.equals(payment);
    }

    MongoTemplate escaping(MongoClient client) {
        return new MongoTemplate(client, "retro");
    }
}
