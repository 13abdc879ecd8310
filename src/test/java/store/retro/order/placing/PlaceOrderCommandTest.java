package store.retro.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import store.retro.platform.http.IdempotencyKey;
import store.retro.product.Cart;
import store.retro.product.CartLine;
import store.retro.user.Address;

class PlaceOrderCommandTest {

    @Test
    void hashesTheSameWhateverTheOrderOfLinesAndTheKey() {
        PlaceOrderCommand one =
                order("London", null, null, new CartLine("a", 1), new CartLine("b", 1), new CartLine("a", 1));
        PlaceOrderCommand other =
                order("London", null, new IdempotencyKey("k"), new CartLine("b", 1), new CartLine("a", 2));

        assertThat(one.hash()).isEqualTo(other.hash()).startsWith("1:");
    }

    @Test
    void hashesAnotherAddressDifferently() {
        CartLine line = new CartLine("a", 1);

        assertThat(order("London", null, null, line).hash())
                .isNotEqualTo(order("Paris", null, null, line).hash());
    }

    @Test
    void keepsFieldsApartInTheHash() {
        CartLine line = new CartLine("a", 1);

        assertThat(order("London", "SW", null, line).hash())
                .isNotEqualTo(order("LondonSW", null, null, line).hash());
    }

    private static PlaceOrderCommand order(
            String city, @Nullable String region, @Nullable IdempotencyKey key, CartLine... lines) {
        Address address = new Address("Ada", "12 St James's Square", null, city, region, null, "GB");
        return new PlaceOrderCommand("ada", key, new Cart(List.of(lines)), address, 100, "pay_1");
    }
}
