package store.retro.product.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Clerk;
import store.retro.fixture.Console;
import store.retro.fixture.FailPoints.Fault;
import store.retro.fixture.StoreTest;
import store.retro.fixture.UnderFaults;

/** What was done is not denied because the time to say so is used up. */
@StoreTest
@TestPropertySource(
        properties = {
            "spring.mongodb.database=catalogue",
            "store.request.budget=1s",
            "store.transaction.back-off.initial=1ms",
            "store.transaction.back-off.max=1ms"
        })
class CatalogueLateIT extends UnderFaults {

    @Test
    void aChangeThatIsFoundAfterTheBudgetIsAnsweredWithTheProduct() {
        Clerk staff = new Clerk(shop.staff());
        Console console = staff.creates(100);
        failPoints.alwaysOn(Fault.writeConcernError("commitTransaction", 64));

        Answer changed = staff.restocks(console, 5);

        assertThat(changed.status()).as("%s", changed).isEqualTo(200);
        assertThat(changed.at("/quantity")).isEqualTo("5");
    }
}
