package store.retro.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PurchasesTest {

    private static final int MANY = 10_000;

    @Test
    void asksForWhatIsSoldOutAsOftenAsItShall() {
        assertThat(inVain(0)).isZero();
        assertThat(inVain(50)).isBetween(MANY * 4 / 10, MANY * 6 / 10);
        assertThat(inVain(100)).isEqualTo(MANY);
    }

    @Test
    void namesAProductOnceInAnOrder() {
        assertThat(new Purchases(100, 5, 10, 50).all())
                .allSatisfy(purchase -> assertThat(purchase.products()).doesNotHaveDuplicates());
    }

    private static int inVain(int refused) {
        return (int) new Purchases(MANY, 1, 10, refused)
                .all().stream()
                        .filter(purchase -> purchase.products().equals(List.of(Purchases.SOLD_OUT)))
                        .count();
    }
}
