package store.retro.payment.handling;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.money.AmountRange;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGateway;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentRefund;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.payment.ProviderRefund;
import store.retro.payment.ProviderRefunds;

/** What is done with a payment once its order is placed, or once it is certain that it never will be. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class PaymentSettlement {

    private final Payments payments;
    private final PaymentGateways gateways;
    private final Clock clock;

    /** The records of these users' payments with these ids, by their ids; without those that cannot be read. */
    public Map<String, Payment> find(Collection<String> userIds, Collection<String> ids) {
        return payments.find(userIds, ids).stream().collect(Collectors.toMap(Payment::id, Function.identity()));
    }

    /**
     * Takes so much of the money that is held, and lets the rest go.
     *
     * @param amount in minor units of the store's currency
     * @return what the payment is now; only {@link PaymentStatus#CAPTURED} with this amount taken is success
     * @throws PaymentGatewayException when the provider cannot be asked now
     */
    public ProviderPayment capture(Payment payment, long amount) {
        if (payment.status() == PaymentStatus.UNKNOWN) {
            throw lost("the record of the payment is of a later version");
        }
        Instant begun = clock.instant();
        return noted(payment, gateways.require(payment).capture(payment, amount), begun);
    }

    /** When the provider ends by itself what it holds of a payment, as far as it has told. */
    public Optional<Instant> heldUntil(Payment payment) {
        return payments.find(payment.userId(), payment.id())
                .filter(known -> known.status() == PaymentStatus.AUTHORIZED)
                .map(Payment::captureBefore);
    }

    /** The amounts that the provider of a payment takes and gives back, as far as that is known. */
    public AmountRange amounts(String userId, String id) {
        return payments.find(userId, id)
                .flatMap(gateways::find)
                .map(PaymentGateway::amounts)
                .orElse(AmountRange.ANY);
    }

    /**
     * Gives the money back of a payment without an order: voids what is held, refunds what was taken.
     *
     * @return what the payment is now; {@link PaymentStatus#VOIDED} and {@link PaymentStatus#REFUNDED} are success
     * @throws PaymentGatewayException when the provider cannot be asked now
     */
    PaymentStatus release(Payment payment) {
        PaymentStatus now = letGo(payment);
        if (now != PaymentStatus.CAPTURED) {
            return now;
        }
        ProviderRefunds known = refunds(payment);
        PaymentRefund all = PaymentRefund.ofAll(payment, known.payment().captured() - known.givenBack());
        boolean given = known.carries(all.id())
                || all.amount() == 0
                || !refund(payment, all).failed();
        return given ? refunds(payment).payment().status() : now;
    }

    /**
     * Voids what is held, unless it was taken.
     *
     * @return what the payment is now
     * @throws PaymentGatewayException when the provider cannot be asked now
     */
    public PaymentStatus letGo(Payment payment) {
        if (payment.status() == PaymentStatus.UNKNOWN) {
            return PaymentStatus.UNKNOWN;
        }
        if (payment.providerId() == null && (payment.status() == PaymentStatus.VOIDED || payments.abandon(payment))) {
            return PaymentStatus.VOIDED;
        }
        Payment opened = payment.providerId() == null ? current(payment) : payment;
        PaymentGateway gateway = gateways.require(opened);
        Instant begun = clock.instant();
        ProviderPayment state = found(gateway, opened);
        if (state.status().precedes(PaymentStatus.VOIDED)) {
            state = gateway.cancel(opened);
        }
        return noted(opened, state, begun).status();
    }

    private static ProviderPayment found(PaymentGateway gateway, Payment payment) {
        return gateway.find(payment).orElseThrow(() -> lost("the provider does not know the payment"));
    }

    /**
     * What was taken of a payment, and what was given back of that.
     *
     * @throws PaymentGatewayException when the provider cannot be asked now
     */
    public ProviderRefunds refunds(Payment payment) {
        if (payment.status() == PaymentStatus.UNKNOWN || payment.providerId() == null) {
            throw lost("the record of the payment is of a later version, or was never opened");
        }
        PaymentGateway gateway = gateways.require(payment);
        Instant begun = clock.instant();
        ProviderPayment now = noted(payment, found(gateway, payment), begun);
        return new ProviderRefunds(now, now.captured() > 0 ? gateway.refunds(payment) : List.of());
    }

    /**
     * Gives a part of it back, as {@link PaymentGateway#refund} says.
     *
     * @throws PaymentGatewayException when the provider cannot be asked now
     */
    public ProviderRefund refund(Payment payment, PaymentRefund refund) {
        return gateways.require(payment).refund(payment, refund);
    }

    /** Notes that the provider has given back all that was taken. */
    public void allGivenBack(Payment payment, ProviderPayment state) {
        payments.note(payment, state.withStatus(PaymentStatus.REFUNDED), clock.instant());
    }

    private Payment current(Payment payment) {
        return payments.find(payment.userId(), payment.id())
                .orElseThrow(() -> lost("the record of the payment is missing, or cannot be read"));
    }

    private static PaymentGatewayException lost(String message) {
        return new PaymentGatewayException(message, null);
    }

    private ProviderPayment noted(Payment payment, ProviderPayment state, Instant begun) {
        payments.note(payment, state, begun);
        return state;
    }
}
