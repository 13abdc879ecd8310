package store.retro.order;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.fixture.Buyer;
import store.retro.fixture.FormerDocuments;
import store.retro.fixture.FormerDocuments.Request;
import store.retro.fixture.Shop;

/** Tests in whose database is what a former version has written, and nothing else, at the beginning of each. */
@ParameterizedClass
@MethodSource("store.retro.fixture.FormerDocuments#ofAllVersions")
abstract class UsingFormerDocuments {

    @Parameter
    FormerDocuments former;

    @Autowired
    Shop shop;

    @Autowired
    private MongoTemplate mongo;

    @BeforeEach
    void insert() {
        former.insertInto(mongo.getDb());
        former.putOnSaleIn(shop);
    }

    @AfterEach
    void addsUp() {
        shop.invariant().holds();
    }

    Buyer buyerOf(Request request) {
        return shop.buyer(request.user());
    }

    String statusOfPayment(Request request, String paymentId) {
        return buyerOf(request).get("/payments/" + paymentId).at("/status");
    }
}
