package store.retro.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Products that the store has not made. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=stored-by-hand")
@ExtendWith(OutputCaptureExtension.class)
class ProductsStoredByHandIT {

    private final String id = "by-hand-" + UUID.randomUUID();

    @Autowired
    private Shop shop;

    static Stream<Document> thatCannotBeSold() {
        return Stream.of(
                Shop.product("", 100L, -1),
                Shop.product("", null, 10),
                Shop.product("", 249.99, 10),
                Shop.product("", 100L, 10).append("name", null));
    }

    @ParameterizedTest
    @MethodSource("thatCannotBeSold")
    void whatCannotBeSoldIsToBuyersAsIfItDidNotExist(Document product, CapturedOutput log) {
        Console sound = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        shop.insert("products", product.append("_id", id));

        assertThat(shop.anonymously("GET", "/products", null).body())
                .contains(sound.id())
                .doesNotContain(id);
        assertThat(shop.anonymously("GET", "/products/" + id, null).code()).isEqualTo("not-found");
        assertThat(buyer.pays("pm_card_visa", new Console(id, 249, 1).times(1)).code())
                .isEqualTo("unknown-product");
        assertThat(buyer.places(Purchase.of(buyer.pays(sound.times(1)), new Console(id, 100, 1).times(1)))
                        .code())
                .isEqualTo("unknown-product");
        assertThat(log.getOut().lines().filter(line -> line.contains(id))).hasSize(1);
    }

    static Stream<Object> wholeNumbers() {
        return Stream.of(8999, 8999L, 8999.0, Decimal128.parse("8999"), Decimal128.parse("8999.00"));
    }

    @ParameterizedTest
    @MethodSource("wholeNumbers")
    void aNumberOfAnyTypeIsReadWhenItIsWhole(Object number) {
        shop.insert("products", Shop.product(id, number, number));

        assertThat(shop.buyer().buys(new Console(id, 8999, 8999).times(2)).status())
                .isEqualTo(201);

        assertThat(shop.anonymously("GET", "/products/" + id, null).at("/quantity"))
                .isEqualTo("8997");
    }

    @Test
    void withoutAQuantityThereIsNoneLeft() {
        shop.insert("products", Shop.product(id, 100L, 0));
        shop.remove("products", id, "quantity");

        assertThat(shop.anonymously("GET", "/products/" + id, null).at("/quantity"))
                .isEqualTo("0");
        assertThat(shop.buyer()
                        .pays("pm_card_visa", new Console(id, 100, 0).times(1))
                        .code())
                .isEqualTo("out-of-stock");
    }

    @Test
    void whatIsOnlyShownMayBeMissing() {
        shop.insert(
                "products", Shop.product(id, 100L, 10).append("year", "1989").append("description", null));

        assertThat(shop.anonymously("GET", "/products/" + id, null)
                        .json()
                        .at("/year")
                        .isNull())
                .isTrue();
        assertThat(shop.buyer().buys(new Console(id, 100, 10).times(1)).status())
                .isEqualTo(201);
    }

    @Test
    void stockGoesBackIntoWhatHasANumber() {
        Console sound = shop.console(100, 10);
        Console damaged = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String order = buyer.buys(sound.times(1), damaged.times(1)).at("/id");
        shop.change(damaged, "quantity", "nine");

        assertThat(buyer.cancels(order).at("/status")).isEqualTo("cancelled");

        assertThat(shop.quantity(sound)).isEqualTo(10);
        assertThat(shop.document("products", damaged.id())).containsEntry("quantity", "nine");
        assertThat(shop.lifeTimeValue(buyer)).isZero();
    }
}
