package store.retro.product;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

@StoreTest
class ReadingProductsIT {

    @Autowired
    private Shop shop;

    @Test
    void showsAConsoleToAnyone() {
        Console console = shop.console(8999, 12);

        Answer answer = shop.anonymously("GET", "/products/" + console.id(), null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames())
                .containsExactly("id", "name", "year", "description", "imageUrl", "price", "quantity");
        assertThat(answer.at("/price/amount")).isEqualTo("8999");
        assertThat(answer.at("/quantity")).isEqualTo("12");
    }

    @Test
    void listsThemAsAnArray() {
        Console console = shop.console(8999, 12);

        Answer answer = shop.anonymously("GET", "/products", null);

        assertThat(answer.json().isArray()).isTrue();
        assertThat(answer.body()).contains(console.id());
    }

    @Test
    void answersHeadAsGet() {
        Console console = shop.console(8999, 12);

        Answer answer = shop.anonymously("HEAD", "/products/" + console.id(), null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void knowsNoOther() {
        assertThat(shop.anonymously("GET", "/products/none", null).code()).isEqualTo("not-found");
    }
}
