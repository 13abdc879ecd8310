package store.retro.payment.voucher;

import static org.assertj.core.api.Assertions.assertThat;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.FormerDocuments;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import store.retro.payment.GatewayFaults;
import store.retro.payment.GatewayFaults.Fault;
import store.retro.payment.PurchasesUnderFaults;

/** A provider is one package: nothing outside this one knows of vouchers. The store has moved to them. */
@StoreTest
@Import(GatewayFaults.class)
@TestPropertySource(
        properties = {
            "spring.mongodb.database=retro-vouchers",
            "store.payment.gateway=voucher",
            "store.payment.voucher.series=vch_",
            "store.payment.simulated.enabled=true",
            "store.request.budget=20s",
            "store.background.back-off.initial=1ms",
            "store.background.back-off.max=1ms"
        })
class ThirdProviderIT {

    @Autowired
    private Shop shop;

    @Autowired
    private Vouchers vouchers;

    @Autowired
    private GatewayFaults faults;

    @Autowired
    private MongoTemplate mongo;

    @Test
    void makesTheNewPayments() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();

        Answer payment = buyer.pays(VoucherGateway.GOOD, console.times(1));

        assertThat(payment.at("/status")).isEqualTo("authorized");
        assertThat(shop.document("payments", payment.at("/id")))
                .containsEntry("provider", "voucher")
                .containsEntry("providerId", "vch_" + payment.at("/id"));
        assertThat(buyer.pays("pm_card_visa", console.times(1)).at("/errors/0/pointer"))
                .isEqualTo("/paymentMethod");
    }

    @Test
    void carriesOnAPaymentThatNoProviderHasHeardOf() {
        Console console = shop.console(100, 10);
        Buyer buyer = shop.buyer();
        String payment =
                buyer.paysWithKey("key", VoucherGateway.GOOD, console.times(1)).at("/id");
        shop.remove("payments", payment, "provider");
        shop.remove("payments", payment, "providerId");
        shop.change("payments", payment, "status", "started");

        Answer again = buyer.paysWithKey("key", VoucherGateway.GOOD, console.times(1));

        assertThat(again.at("/status")).isEqualTo("authorized");
        assertThat(shop.document("payments", payment)).containsEntry("provider", "voucher");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void movesMoneyOnceAndOnlyForOrdersBesideTheSimulatedOne(Fault fault) throws InterruptedException {
        FormerDocuments simulated = FormerDocuments.ofAllVersions().get(0);
        simulated.insertInto(mongo.getDb());

        int hits = purchases().run(8, fault, 42);

        assertThat(hits).isPositive();
        Awaitility.await().untilAsserted(() -> {
            shop.settle();
            shop.invariant().settlesEachPaymentOnce(simulated.usersWithOrders());
        });
    }

    private PurchasesUnderFaults purchases() {
        return new PurchasesUnderFaults(
                shop, mongo.getDb(), faults, VoucherGateway.GOOD, VoucherGateway.SPENT, vouchers::moneyMovedOf);
    }
}
