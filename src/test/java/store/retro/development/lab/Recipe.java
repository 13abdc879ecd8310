package store.retro.development.lab;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.bson.types.ObjectId;
import org.springframework.dao.support.PersistenceExceptionTranslator;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.NoOpDbRefResolver;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

/**
 * The well-known recipe, as plain Spring Data code: without a transaction, and inside one. It is wrong on purpose, in
 * the ways in which it is printed: what was loaded is changed in memory and saved, the callback that may run again adds
 * to it each time, and nothing tells a repeated request from a new one.
 */
final class Recipe {

    private final MongoClient client;
    private final MongoTemplate mongo;

    Recipe(MongoClient client, String database) {
        this.client = client;
        this.mongo = template(client, database);
    }

    /** Nothing is left in stock. */
    static final class OutOfStock extends RuntimeException {}

    /** What is asked for. */
    record Request(String userId, String productId, int quantity, ShippingAddress shippingAddress) {}

    record ShippingAddress(String recipient, String line1, String city, String country) {}

    @Document("users")
    static final class User {
        @Id
        String id;

        String name;
        ShippingAddress shippingAddress;
        long lifeTimeValue;
    }

    @Document("products")
    static final class Product {
        @Id
        String id;

        String name;
        long price;
        int quantity;
        long received;
    }

    @Document("orders")
    record PlacedOrder(
            @Id ObjectId id,
            String userId,
            String status,
            Instant placedAt,
            List<Line> items,
            long billingAmount,
            ShippingAddress shippingAddress,
            String paymentId) {}

    record Line(String productId, String name, long unitPrice, int quantity) {}

    PlacedOrder withoutTransaction(Request request) {
        User user = mongo.findById(request.userId(), User.class);
        Product product = mongo.findById(request.productId(), Product.class);
        requireStock(product, request);

        user.shippingAddress = request.shippingAddress();
        user.lifeTimeValue += product.price * request.quantity();
        mongo.save(user);
        product.quantity -= request.quantity();
        mongo.save(product);
        return mongo.insert(order(product, request));
    }

    PlacedOrder inTransaction(Request request) {
        User user = mongo.findById(request.userId(), User.class);
        Product product = mongo.findById(request.productId(), Product.class);
        requireStock(product, request);

        try (ClientSession session = client.startSession()) {
            return session.withTransaction(() -> {
                user.shippingAddress = request.shippingAddress();
                user.lifeTimeValue += product.price * request.quantity();
                mongo.withSession(session).save(user);
                product.quantity -= request.quantity();
                mongo.withSession(session).save(product);
                return mongo.withSession(session).insert(order(product, request));
            });
        }
    }

    private static void requireStock(Product product, Request request) {
        if (product.quantity < request.quantity()) {
            throw new OutOfStock();
        }
    }

    private static PlacedOrder order(Product product, Request request) {
        return new PlacedOrder(
                new ObjectId(),
                request.userId(),
                "placed",
                Instant.now(),
                List.of(new Line(product.id, product.name, product.price, request.quantity())),
                product.price * request.quantity(),
                request.shippingAddress(),
                "pay_" + UUID.randomUUID());
    }

    /** One that leaves exceptions as they are: the driver's {@code withTransaction} tells by them what it repeats. */
    private static MongoTemplate template(MongoClient client, String database) {
        MongoDatabaseFactory factory = new SimpleMongoClientDatabaseFactory(client, database) {
            @Override
            public PersistenceExceptionTranslator getExceptionTranslator() {
                return exception -> null;
            }
        };
        MongoCustomConversions conversions = new MongoCustomConversions(List.of());
        MongoMappingContext context = new MongoMappingContext();
        context.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
        MappingMongoConverter converter = new MappingMongoConverter(NoOpDbRefResolver.INSTANCE, context);
        converter.setCustomConversions(conversions);
        converter.setTypeMapper(new DefaultMongoTypeMapper(null));
        converter.afterPropertiesSet();
        return new MongoTemplate(factory, converter);
    }
}
