package store.retro.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Users that somebody has inserted, or changed. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=stored-by-hand")
class UsersStoredByHandIT {

    @Autowired
    private Shop shop;

    private final String id = new ObjectId().toHexString();
    private Console console;
    private Buyer buyer;

    @BeforeEach
    void comeIn() {
        console = shop.console(100, 10);
        buyer = shop.buyer(id);
    }

    private void insert(Document fields) {
        fields.put("_id", id);
        shop.insert("users", fields);
    }

    @Test
    void anIdOfDigitsIsATextLikeAnyOther() {
        insert(new Document("name", "Ada").append("lifeTimeValue", 0L));

        assertThat(buyer.get("/users/me").at("/id")).isEqualTo(id);
        String order = buyer.buys(console.times(2)).at("/id");
        assertThat(buyer.get("/users/me").at("/lifeTimeValue/amount")).isEqualTo("200");
        assertThat(buyer.cancels(order).status()).isEqualTo(200);
        assertThat(shop.lifeTimeValue(buyer)).isZero();
    }

    @Test
    void whoHasSpentNothingYetNeedsNoCounterAndNoName() {
        insert(new Document());

        Answer me = buyer.get("/users/me");
        assertThat(me.at("/lifeTimeValue/amount")).isEqualTo("0");
        assertThat(me.at("/name")).isEqualTo(id);
        assertThat(buyer.buys(console.times(1)).status()).isEqualTo(201);
        assertThat(shop.lifeTimeValue(buyer)).isEqualTo(100);
    }

    static Stream<Object> wholeNumbers() {
        return Stream.of(-500, -500L, -500.0, Decimal128.parse("-5.00E+2"));
    }

    @ParameterizedTest
    @MethodSource("wholeNumbers")
    void aSpendingBelowZeroIsShown(Object number) {
        insert(new Document("lifeTimeValue", number));

        assertThat(buyer.get("/users/me").at("/lifeTimeValue/amount")).isEqualTo("-500");
        assertThat(buyer.buys(console.times(2)).status()).isEqualTo(201);
        assertThat(buyer.get("/users/me").at("/lifeTimeValue/amount")).isEqualTo("-300");
    }

    static Stream<Object> noCounters() {
        return Stream.of("0", 1.5, Double.NaN, Long.MAX_VALUE, Decimal128.parse("1E+30"), new Document(), true);
    }

    @ParameterizedTest
    @MethodSource("noCounters")
    void whoseCounterCannotBeUsedIsUnknown(Object counter) {
        insert(new Document("lifeTimeValue", counter));

        assertThat(buyer.get("/users/me").code()).isEqualTo("unknown-user");
        assertThat(buyer.pays("pm_card_visa", console.times(1)).code()).isEqualTo("unknown-user");
        assertThat(buyer.places(Purchase.of("pay", console.times(1))).code()).isEqualTo("unknown-user");
    }

    @Test
    void isUnknownWhoseCounterIsDamagedBeforeTheOrderIsCancelled() {
        insert(new Document("lifeTimeValue", 0L));
        String order = buyer.buys(console.times(1)).at("/id");
        shop.change("users", id, "lifeTimeValue", "100");

        assertThat(buyer.cancels(order).code()).isEqualTo("unknown-user");

        assertThat(shop.quantity(console)).isEqualTo(9);
        assertThat(shop.orders(buyer)).extracting(each -> each.get("status")).containsExactly("placed");
    }

    @Test
    void anAddressThatCannotBeReadIsNone() {
        insert(new Document("shippingAddress", new Document("city", "London")));

        assertThat(buyer.get("/users/me").json().at("/shippingAddress").isNull())
                .isTrue();
        buyer.buys(console.times(1));
        assertThat(buyer.get("/users/me").at("/shippingAddress/city")).isEqualTo("London");
    }
}
