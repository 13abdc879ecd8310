package store.retro.payment.handling;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import store.retro.payment.PaymentGateway;
import store.retro.payment.PaymentMethod;

/** What a page needs to know before it can ask a buyer how to pay. */
@RestController
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class PaymentMethodController {

    private final PaymentGateways gateways;

    @GetMapping(path = "/payment-methods", produces = APPLICATION_JSON_VALUE)
    PaymentMethodsResponse paymentMethods() {
        PaymentGateway provider = gateways.forNewPayments();
        return new PaymentMethodsResponse(provider.name(), provider.publishableKey(), provider.methods());
    }

    /**
     * How new payments are made.
     *
     * @param publishableKey for the provider's own form, where it has one
     */
    record PaymentMethodsResponse(String provider, @Nullable String publishableKey, List<PaymentMethod> methods) {}
}
