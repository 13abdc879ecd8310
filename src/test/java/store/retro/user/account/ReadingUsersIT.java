package store.retro.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

@StoreTest
class ReadingUsersIT {

    @Autowired
    private Shop shop;

    @Test
    void showsTheCallerBeforeTheFirstOrder() {
        Buyer buyer = shop.buyer();

        Answer answer = buyer.get("/users/me");

        assertThat(answer.json().propertyNames())
                .containsExactly("id", "name", "email", "shippingAddress", "lifeTimeValue");
        assertThat(answer.at("/id")).isEqualTo(buyer.id());
        assertThat(answer.json().at("/email").isNull()).isTrue();
        assertThat(answer.json().at("/shippingAddress").isNull()).isTrue();
        assertThat(answer.at("/lifeTimeValue/amount")).isEqualTo("0");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
    }

    @Test
    void showsAddressAndSpendingAfterIt() {
        Buyer buyer = shop.buyer();
        Console console = shop.console(8999, 2);
        buyer.buys(console.times(2));

        Answer answer = buyer.get("/users/me");

        assertThat(answer.at("/shippingAddress/city")).isEqualTo("London");
        assertThat(answer.at("/lifeTimeValue/amount")).isEqualTo("17998");
    }
}
