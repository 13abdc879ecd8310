package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import org.bson.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import store.retro.TestDatabase;
import store.retro.fixture.FormerDocuments;

/** A store starts on a database that a former version has used. */
class StartingOnFormerDocumentsIT {

    @ParameterizedTest
    @MethodSource("store.retro.fixture.FormerDocuments#ofAllVersions")
    void makesItsIndexesAndDoesWhatWasDue(FormerDocuments former) {
        String purpose = "former-" + former.version().replace('.', '-');
        try (MongoClient client = MongoClients.create(TestDatabase.ofThisRun().connectionString())) {
            MongoDatabase database = client.getDatabase(purpose + "-" + Style.MANAGED.suffix());
            former.insertInto(database);

            try (InProcessStore store = InProcessStore.of(Style.MANAGED, purpose)) {
                assertThat(database.getCollection("orders").listIndexes())
                        .extracting(index -> index.get("key"))
                        .contains(new Document("userId", 1).append("paymentId", 1));
                former.putOnSaleIn(store.shop());
                store.shop().settle();
                store.shop().invariant().holds();
                store.shop().invariant().settlesEachPaymentOnce(former.usersWithOrders());
            }
        }
    }
}
