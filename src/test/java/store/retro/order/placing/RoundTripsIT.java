package store.retro.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console.Line;
import store.retro.fixture.NeedsBulkWrite;
import store.retro.fixture.Purchase;
import store.retro.fixture.SentCommands;
import store.retro.fixture.SentCommands.Sent;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** An order without conflict costs the database exactly this, however many lines it has. */
@StoreTest
@Import(SentCommands.class)
class RoundTripsIT {

    static final List<String> SEPARATE = List.of("update products", "update users", "insert orders");

    @Autowired
    private Shop shop;

    @Autowired
    private SentCommands commands;

    /** The third one stands for the call of the payment provider: the simulated one has its memory in the database. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 50})
    void readsTwiceAndWritesInOneTransaction(int lines) {
        Buyer buyer = shop.buyer();
        Line[] cart = IntStream.range(0, lines)
                .mapToObj(i -> shop.console(100, 10).times(1))
                .toArray(Line[]::new);
        Purchase purchase = Purchase.of(buyer.pays(cart), cart).withKey("key");
        commands.forget();

        assertThat(buyer.places(purchase).status()).isEqualTo(201);

        List<String> expected = new ArrayList<>(List.of("find orders", "find payments", "find simulatedProvider"));
        expected.addAll(writes());
        expected.add("commitTransaction");
        assertThat(commands.ofAnOrder()).extracting(Sent::named).isEqualTo(expected);
    }

    List<String> writes() {
        return NeedsBulkWrite.Condition.holds() ? List.of("bulkWrite") : SEPARATE;
    }
}
