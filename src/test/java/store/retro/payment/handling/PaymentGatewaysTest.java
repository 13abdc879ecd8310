package store.retro.payment.handling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGateway;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentRefusedException;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.platform.problem.StartRefusedException;

class PaymentGatewaysTest {

    private final PaymentGateway today = gateway("today", "t_");
    private final PaymentGateway former = gateway("former", "f_");

    private static PaymentGateway gateway(String name, String ids) {
        PaymentGateway gateway = mock();
        when(gateway.name()).thenReturn(name);
        when(gateway.made(startsWith(ids))).thenReturn(true);
        return gateway;
    }

    private static PaymentGateways gateways(@Nullable String forNewPayments, PaymentGateway... present) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        for (PaymentGateway each : present) {
            beans.addBean(each.name() + " " + beans.getBeanDefinitionCount(), each);
        }
        return new PaymentGateways(
                beans.getBeanProvider(PaymentGateway.class),
                new PaymentProperties(forNewPayments, Duration.ofHours(1), 300, 10, 60));
    }

    private static Payment payment(@Nullable String provider, @Nullable String providerId) {
        return Payment.builder()
                .id("pay_1")
                .userId("ada")
                .status(PaymentStatus.STARTED)
                .method("pm_card_visa")
                .provider(provider)
                .providerId(providerId)
                .requestHash("1:x")
                .createdAt(Instant.EPOCH)
                .build();
    }

    @Test
    void asksTheOneThatThePaymentNames() {
        PaymentGateways gateways = gateways("today", today, former);

        assertThat(gateways.require(payment("former", null))).isSameAs(former);
        assertThat(gateways.require(payment("today", "f_1"))).isSameAs(today);
    }

    @Test
    void asksTheOneThatHasMadeTheIdWhereNoneIsNamed() {
        PaymentGateways gateways = gateways("today", today, former);

        assertThat(gateways.require(payment(null, "f_1"))).isSameAs(former);
        assertThat(gateways.require(payment(null, "t_1"))).isSameAs(today);
    }

    @Test
    void asksTheOneForNewPaymentsWhereNothingTells() {
        assertThat(gateways("former", today, former).require(payment(null, null)))
                .isSameAs(former);
    }

    @Test
    void asksAnotherModeOfTheSameOneForNothing() {
        when(today.live()).thenReturn(false);
        PaymentGateways gateways = gateways("today", today);
        Payment real = payment("today", "t_1").opened("today", seen(true));

        assertThat(gateways.find(real)).isEmpty();
        assertThatExceptionOfType(PaymentRefusedException.class)
                .isThrownBy(() -> gateways.require(real))
                .withMessageContaining("made by today in live mode")
                .withMessageContaining("one of test mode");
        assertThat(gateways.require(payment("today", "t_1").opened("today", seen(false))))
                .isSameAs(today);
    }

    @Test
    void asksTheOneThatDoesNotSayItsModeAndForWhatDoesNotSayIts() {
        PaymentGateways gateways = gateways("today", today);
        when(today.live()).thenReturn(null);

        assertThat(gateways.require(payment("today", "t_1").opened("today", seen(true))))
                .isSameAs(today);
        when(today.live()).thenReturn(true);
        assertThat(gateways.require(payment("today", "t_1"))).isSameAs(today);
    }

    private static ProviderPayment seen(boolean live) {
        return new ProviderPayment("t_1", "ada", 100, "USD", PaymentStatus.AUTHORIZED, null).withLive(live);
    }

    @Test
    void saysWhichOneIsNotConfiguredAnyMore() {
        PaymentGateways gateways = gateways("today", today);

        assertThatExceptionOfType(PaymentGatewayException.class)
                .isThrownBy(() -> gateways.require(payment("former", "f_1")))
                .withMessageEndingWith("not configured any more: former");
        assertThatExceptionOfType(PaymentGatewayException.class)
                .isThrownBy(() -> gateways.require(payment(null, "f_1")))
                .withMessageEndingWith("not configured any more: f_1");
    }

    @Test
    void readsTheNameOfASettingWithoutRegardToCase() {
        assertThat(gateways("Today", today).forNewPayments()).isSameAs(today);
    }

    @Test
    void refusesToStartWhenTheNamedOneIsNotThere() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> gateways("former", today))
                .withMessageContaining("store.payment.gateway names former")
                .satisfies(refusal -> assertThat(refusal.action())
                        .contains("STORE_PAYMENT_GATEWAY", "store.payment.stripe.api-key", "simulated"));
    }

    @Test
    void refusesTwoOfOneName() {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> gateways("today", today, gateway("today", "other_")));
    }
}
