package store.retro.platform.mongo;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertOneOptions;
import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import store.retro.fixture.FormerDocuments;
import store.retro.fixture.StoreTest;

/** What the collections that a service creates take, and what not. */
@StoreTest
class ValidatorsIT {

    private static final StartupProperties PROPERTIES =
            new StartupProperties(Duration.ofSeconds(10), Duration.ofSeconds(10), true);

    @Autowired
    private MongoClient client;

    @Autowired
    private List<StoredCollection> collections;

    private MongoDatabase database;

    @BeforeEach
    void create() {
        MongoDatabaseFactory factory = new SimpleMongoClientDatabaseFactory(client, "validators");
        database = factory.getMongoDatabase();
        database.drop();
        CollectionSetup setup = new CollectionSetup(factory, new IndexSetup(factory, PROPERTIES));
        collections.forEach(setup::prepare);
    }

    @ParameterizedTest
    @MethodSource("store.retro.fixture.FormerDocuments#ofAllVersions")
    void takeWhatFormerVersionsHaveWritten(FormerDocuments former) {
        assertThatCode(() -> former.insertInto(database)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        orders   | {userId: 'ada', paymentId: 'pay_1', status: 'void'}
        orders   | {userId: 'ada', paymentId: 'pay_1', status: 'rma', items: [], reason: 'a later version has it'}
        users    | {_id: 'ada', erasedAt: {$date: 0}}
        users    | {_id: 'ada', name: null, shippingAddress: null, lifeTimeValue: -5}
        users    | {_id: '507f1f77bcf86cd799439011', name: 'Ada', lifeTimeValue: 0.0, email: null}
        products | {_id: {$oid: '65f0c0ffee0123456789abcd'}, name: 'Lynx', price: 14999.0, quantity: 5}
        payments | {_id: 'pay_1', userId: 'ada', amount: 5, status: 'on-hold', later: {more: true}}\
        """)
    void takeTombstonesAndWhatLaterVersionsMayWrite(String collection, String document) {
        assertThatCode(() -> database.getCollection(collection).insertOne(Document.parse(document)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        products | {_id: 'lynx', name: 'Lynx', price: 249.99, quantity: 5}
        products | {_id: 'lynx', name: 'Lynx', price: 24999, quantity: -1}
        products | {_id: 'lynx', name: 'Lynx', quantity: 5}
        products | {_id: 'lynx', name: 'Lynx', price: '24999', quantity: 5}
        products | {_id: 5, name: 'Lynx', price: 24999, quantity: 5}
        users    | {_id: 'ada', name: 'Ada', lifeTimeValue: '12'}
        users    | {_id: 'ada', name: 'Ada', lifeTimeValue: 0.5}
        users    | {_id: {$oid: '65f0c0ffee0123456789abcd'}, name: 'Ada'}
        users    | {_id: 'ada', name: 'Ada', shippingAddress: '12 St James Square'}
        orders   | {userId: 'ada', status: 'void'}
        orders   | {_id: 'mine', userId: 'ada', paymentId: 'pay_1', status: 'void'}
        orders   | {userId: 'ada', paymentId: 'pay_1', status: 'placed'}
        orders   | {userId: 'ada', paymentId: 'pay_1', status: 'placed', number: 'RC', placedAt: {$date: 0}, \
                    items: [], billingAmount: 0, settlement: {}}
        orders   | {userId: 'ada', paymentId: 'pay_1', status: 'rma', idempotencyKey: 5}
        orders   | {userId: 'ada', paymentId: 'pay_1', status: 'rma', items: [{productId: 'lynx', quantity: 0}]}
        payments | {_id: 'pay_1', amount: 5, status: 'captured'}
        payments | {_id: 'pay_1', userId: 'ada', amount: 5.5, status: 'captured'}\
        """)
    void refuseWhatNoVersionHasWritten(String collection, String document) {
        assertThatExceptionOfType(MongoWriteException.class)
                .isThrownBy(() -> database.getCollection(collection).insertOne(Document.parse(document)))
                .matches(refusal -> refusal.getCode() == 121);
    }

    @Test
    void letWhatIsDamagedAlreadyBeChanged() {
        database.getCollection("products")
                .insertOne(
                        new Document("_id", "lynx").append("quantity", -1),
                        new InsertOneOptions().bypassDocumentValidation(true));

        assertThatCode(() -> database.getCollection("products")
                        .updateOne(new Document("_id", "lynx"), Document.parse("{$inc: {quantity: -1}}")))
                .doesNotThrowAnyException();
    }
}
