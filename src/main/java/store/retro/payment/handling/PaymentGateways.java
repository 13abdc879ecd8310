package store.retro.payment.handling;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGateway;
import store.retro.payment.PaymentRefusedException;
import store.retro.platform.problem.StartRefusedException;

/** The providers whose settings are there: one takes new payments, and each is asked about those that it has made. */
@Component
class PaymentGateways {

    private final Map<String, PaymentGateway> present;
    private final PaymentGateway forNewPayments;

    PaymentGateways(ObjectProvider<PaymentGateway> providers, PaymentProperties properties) {
        present = providers.stream().collect(Collectors.toMap(PaymentGateway::name, Function.identity()));
        forNewPayments = named(properties.gateway()).orElseThrow(() -> refusal(properties.gateway()));
    }

    private Optional<PaymentGateway> named(@Nullable String setting) {
        return Optional.ofNullable(setting).map(name -> present.get(name.toLowerCase(Locale.ROOT)));
    }

    private static StartRefusedException refusal(@Nullable String setting) {
        String description = setting == null
                ? "The property store.payment.gateway is missing: nobody takes the money."
                : "The property store.payment.gateway names " + setting + ", and no such provider has its settings.";
        return new StartRefusedException(description, """
            Set store.payment.gateway (STORE_PAYMENT_GATEWAY) to a provider with settings of its own, as
                stripe      with store.payment.stripe.api-key, .webhook-secret and .publishable-key
                simulated   to try the store: payments are make-believe, and no money is taken.\
            """);
    }

    PaymentGateway forNewPayments() {
        return forNewPayments;
    }

    Collection<PaymentGateway> all() {
        return present.values();
    }

    /** The one that has made the payment; empty when it is not configured any more, or for another mode. */
    Optional<PaymentGateway> find(Payment payment) {
        return ofItsName(payment).filter(provider -> !hasOtherMode(provider, payment));
    }

    private Optional<PaymentGateway> ofItsName(Payment payment) {
        String name = payment.provider();
        String id = payment.providerId();
        if (name != null) {
            return Optional.ofNullable(present.get(name));
        }
        return id == null
                ? Optional.of(forNewPayments)
                : present.values().stream().filter(each -> each.made(id)).findFirst();
    }

    private static boolean hasOtherMode(PaymentGateway provider, Payment payment) {
        Boolean now = provider.live();
        Boolean then = payment.live();
        return now != null && then != null && !now.equals(then);
    }

    /** @throws PaymentRefusedException when it is not configured any more, or for another mode */
    PaymentGateway require(Payment payment) {
        return find(payment).orElseThrow(() -> new PaymentRefusedException(gone(payment), null));
    }

    private String gone(Payment payment) {
        String name = Objects.requireNonNullElse(payment.provider(), payment.providerId());
        return ofItsName(payment)
                .map(other -> "the payment was made by " + name + " in " + mode(payment.live())
                        + " mode, whose key is not configured any more, but one of " + mode(other.live()) + " mode")
                .orElse("the provider that made this payment is not configured any more: " + name);
    }

    private static String mode(@Nullable Boolean live) {
        return Boolean.TRUE.equals(live) ? "live" : "test";
    }
}
