package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/** Row 1: the store's own code fails, at every step of placing an order. */
@ExtendWith(ScorecardWriter.class)
class DefectsIT {

    private static final LoggingSystem LOGGING = LoggingSystem.get(DefectsIT.class.getClassLoader());
    private static final String WRITER = "store.retro.platform.problem.ProblemWriter";

    @BeforeAll
    static void expectErrorsInTheLog() {
        LOGGING.setLogLevel(WRITER, LogLevel.OFF);
    }

    @AfterAll
    static void expectNoneAnyMore() {
        LOGGING.setLogLevel(WRITER, null);
    }

    @InEachStyle
    void leavesNothingBehindAtWhicheverStepItFails(Style style) throws Exception {
        InProcessStore store = InProcessStore.of(style);
        Shop shop = store.shop();
        Console console = shop.console(100, 1_000_000);
        Buyer recorded = shop.buyer();
        Purchase first = purchase(recorded, console);
        List<FaultInjector.Step> steps = store.sabotage().record(() -> recorded.places(first));
        assertThat(steps).as("the steps").hasSizeGreaterThanOrEqualTo(12);

        Scorecard.Line line =
                Scorecard.line(1, "an exception before or after a call", style).remark(steps.size() / 2 + " calls");
        int commit = steps.indexOf(new FaultInjector.Step("OrderTransactions.place", true));
        assertThat(commit).as("the commit's place among " + steps).isPositive();
        for (FaultInjector.Step step : steps) {
            boolean committed = steps.indexOf(step) >= commit;
            line.run(Profile.times(2, 50), random -> failsAt(store, step, committed, console));
        }
        shop.invariant().holds();
    }

    private static long failsAt(InProcessStore store, FaultInjector.Step step, boolean committed, Console console) {
        Shop shop = store.shop();
        Buyer buyer = shop.buyer();
        Purchase purchase = purchase(buyer, console);
        store.sabotage().at(step);

        Answer answer = buyer.places(purchase);

        assertThat(store.sabotage().hits()).as(step.toString()).isEqualTo(1);
        assertThat(answer.code()).as(step.toString()).isEqualTo("internal-error");
        assertThat(answer.body()).doesNotContain("defect", "Exception", "store.retro");
        assertThat(shop.orders(buyer)).as(step.toString()).hasSize(committed ? 1 : 0);
        assertThat(shop.lifeTimeValue(buyer)).as(step.toString()).isEqualTo(committed ? 100 : 0);
        assertThat(buyer.places(purchase).status()).as("again, " + step).isEqualTo(201);
        shop.invariant().holdsFor(buyer.id());
        return 1;
    }

    private static Purchase purchase(Buyer buyer, Console console) {
        return Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
    }
}
