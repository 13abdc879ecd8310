package store.retro.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class CartTest {

    @Test
    void sumsTheLinesOfAProductAtItsFirstMention() {
        Cart cart = new Cart(List.of(new CartLine("b", 1), new CartLine("a", 2), new CartLine("b", 3)));

        assertThat(cart.lines()).containsExactly(new CartLine("b", 4), new CartLine("a", 2));
    }

    @Test
    void cannotBeEmpty() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Cart(List.of()));
    }

    @Test
    void hasNoLineWithoutAQuantity() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CartLine("a", 0));
    }
}
