package store.retro.payment.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentCancelParams;
import com.stripe.param.PaymentIntentCaptureParams;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.service.PaymentIntentService;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import store.retro.money.AmountRange;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGateway;
import store.retro.payment.PaymentMethod;
import store.retro.payment.PaymentRefund;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.payment.ProviderRefund;
import store.retro.payment.stripe.ResilientStripeClient.Request;

/**
 * Payments by Stripe: a PaymentIntent each, captured by hand, that carries the user, our payment's id and the
 * store's as metadata.
 *
 * <p>A PaymentIntent is captured once, whatever key that comes with; Stripe refuses the second. The idempotency keys
 * are there for answers that get lost. Those of capturing and cancelling change with the hour, for Stripe remembers a
 * refusal under a key as well as a success; {@link StripeRefunds} is otherwise.
 *
 * @see <a href="https://docs.stripe.com/payments/place-a-hold-on-a-payment-method">Stripe: place a hold</a>
 * @see <a href="https://docs.stripe.com/api/idempotent_requests">Stripe: idempotent requests</a>
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StripeGateway implements PaymentGateway {

    static final String USER_ID = "user_id";
    static final String PAYMENT_ID = "payment_id";
    static final String STORE_ID = "store_id";

    static final String CHARGE = "latest_charge";
    private static final List<PaymentMethod> METHODS = List.of(new PaymentMethod("card", "Card"));
    private static final Pattern METHOD = Pattern.compile("pm_[A-Za-z0-9_]{1,250}");

    private final PaymentIntentService intents;
    private final StripeRefunds refunds;
    private final StripeLists lists;
    private final ResilientStripeClient calls;
    private final StripeCurrency currency;
    private final Supplier<String> storeId;
    private final StripeProperties properties;

    /** Where Stripe sends a buyer back to whom it has sent to the bank. */
    private final @Nullable String returnUrl;

    private final Clock clock;

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public boolean made(String providerId) {
        return providerId.startsWith("pi_");
    }

    @Override
    public @Nullable Boolean live() {
        return properties.live();
    }

    @Override
    public boolean accepts(String paymentMethod) {
        return METHOD.matcher(paymentMethod).matches();
    }

    /** Stripe's form asks for the card, or lets a wallet of the browser's give one. */
    @Override
    public List<PaymentMethod> methods() {
        return METHODS;
    }

    @Override
    public @Nullable String publishableKey() {
        return properties.publishableKey();
    }

    @Override
    public AmountRange amounts() {
        return currency.amounts();
    }

    @Override
    public ProviderPayment open(Payment payment) {
        PaymentIntentCreateParams params = PaymentIntentCreateParams.builder()
                .setAmount(currency.ofStripe(payment.amount()))
                .setCurrency(currency.code().toLowerCase(Locale.ROOT))
                .setCaptureMethod(CaptureMethod.MANUAL)
                .addPaymentMethodType("card")
                .setPaymentMethod(payment.method())
                .putMetadata(USER_ID, payment.userId())
                .putMetadata(PAYMENT_ID, payment.id())
                .putMetadata(STORE_ID, storeId.get())
                .build();
        try {
            return provider(calls.send(payment.userId(), payment.id(), options -> intents.create(params, options)));
        } catch (InvalidRequestException | CardException e) {
            throw calls.refused(e);
        }
    }

    @Override
    public ProviderPayment authorize(Payment payment) {
        PaymentIntentConfirmParams params = PaymentIntentConfirmParams.builder()
                .setUseStripeSdk(true)
                .setReturnUrl(returnUrl)
                .addExpand(CHARGE)
                .build();
        // Stripe refuses a key that comes back with another address
        String key = payment.id() + ":confirm:" + Objects.hashCode(returnUrl);
        return orAsItIs(payment, key, options -> intents.confirm(providerId(payment), params, options));
    }

    @Override
    public Optional<ProviderPayment> find(Payment payment) {
        return payment.providerId() == null ? Optional.empty() : Optional.of(asItIs(payment));
    }

    @Override
    public ProviderPayment capture(Payment payment, long amount) {
        PaymentIntentCaptureParams params = PaymentIntentCaptureParams.builder()
                .setAmountToCapture(currency.ofStripe(amount))
                .addExpand(CHARGE)
                .build();
        return orAsItIs(
                payment,
                settlementKey(payment, "capture:" + amount),
                options -> intents.capture(providerId(payment), params, options));
    }

    @Override
    public ProviderPayment cancel(Payment payment) {
        PaymentIntentCancelParams params = PaymentIntentCancelParams.builder().build();
        return orAsItIs(
                payment,
                settlementKey(payment, "cancel"),
                options -> intents.cancel(providerId(payment), params, options));
    }

    /** One that is on its way counts as given back. */
    @Override
    public List<ProviderRefund> refunds(Payment payment) {
        return refunds.of(payment);
    }

    @Override
    public ProviderRefund refund(Payment payment, PaymentRefund refund) {
        return refunds.send(payment, refund);
    }

    @Override
    public Page list(Supplier<String> store, Instant since, @Nullable String after) {
        return new StripeListing(intents, lists, currency).page(store.get(), since, after);
    }

    /** What Stripe will not do any more, or the card's bank never did, shows in what the payment is. */
    private ProviderPayment orAsItIs(Payment payment, String key, Request<PaymentIntent> request) {
        try {
            return provider(calls.send(payment.userId(), key, request));
        } catch (InvalidRequestException | CardException e) {
            ProviderPayment now = asItIs(payment);
            if (now.status() == PaymentStatus.STARTED) {
                throw calls.refused(e);
            }
            return now;
        }
    }

    private ProviderPayment asItIs(Payment payment) {
        PaymentIntentRetrieveParams params =
                PaymentIntentRetrieveParams.builder().addExpand(CHARGE).build();
        try {
            return withDisputes(provider(calls.send(
                    payment.userId(), null, options -> intents.retrieve(providerId(payment), params, options))));
        } catch (InvalidRequestException | CardException e) {
            if (e.getStatusCode() == 404) {
                return seen(payment, PaymentStatus.UNKNOWN);
            }
            throw calls.refused(e);
        }
    }

    private ProviderPayment withDisputes(ProviderPayment read) {
        return read.captured() == 0
                ? read
                : StripeDisputes.noted(read, lists.disputes(read.userId(), read.id()), currency);
    }

    @Override
    public Set<String> movedBetween(Instant from, Instant to) {
        return lists.movedBetween(from, to);
    }

    private ProviderPayment seen(Payment payment, PaymentStatus status) {
        return new ProviderPayment(
                providerId(payment), payment.userId(), payment.amount(), currency.code(), status, null);
    }

    private String settlementKey(Payment payment, String action) {
        return payment.id() + ":" + action + ":" + clock.instant().getEpochSecond() / 3600;
    }

    static String providerId(Payment payment) {
        return Objects.requireNonNull(payment.providerId());
    }

    private ProviderPayment provider(PaymentIntent intent) {
        return StripePaymentReading.of(intent, currency);
    }
}
