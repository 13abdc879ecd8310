package store.retro.payment.handling;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import store.retro.money.AmountRange;
import store.retro.money.StoreCurrency;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGateway;
import store.retro.payment.PaymentProblem;
import store.retro.payment.PaymentRefusedException;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.payment.UnknownPaymentMethodException;
import store.retro.platform.background.WorkState;
import store.retro.platform.http.IdempotencyKey;
import store.retro.platform.http.RequestHash;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.product.Cart;
import store.retro.product.Pricing;
import store.retro.user.User;

/** Starts payments, once for each key. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class PaymentInitiation {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Pricing pricing;
    private final Payments payments;
    private final PaymentLimits limits;
    private final PaymentGateways gateways;
    private final PaymentProperties properties;
    private final StoreCurrency currency;
    private final Clock clock;

    /**
     * Starts a payment for a cart at today's prices, or finds the one that this key has started.
     *
     * @throws ProblemException {@code idempotency-key-reused}, {@code too-many-payments}, {@code
     *     unknown-product}, {@code out-of-stock}, {@code payment-not-possible}, or {@code payment-not-authorized} when
     *     the provider declines, or is not configured any more
     */
    Started start(User user, @Nullable IdempotencyKey key, Cart cart, String method) {
        String userId = user.id();
        String hash = hash(cart, method);
        Payment payment;
        try {
            limits.start(user);
            payment = record(userId, key, possible(pricing.price(userId, cart).total()), method, hash);
            payments.insert(payment);
        } catch (ProblemException refusal) {
            return replay(find(userId, key).orElseThrow(() -> refusal), hash);
        } catch (DuplicateKeyException e) {
            return replay(find(userId, key).orElseThrow(PaymentVerification::unknown), hash);
        }
        return new Started(authorize(payment), false);
    }

    private long possible(long amount) {
        AmountRange possible = gateways.forNewPayments().amounts();
        if (!possible.contains(amount)) {
            String detail = "The provider takes " + possible.least() + " to " + possible.most()
                    + " minor units in steps of " + possible.step() + ".";
            throw PaymentProblem.notPossible(detail, possible, currency);
        }
        return amount;
    }

    private Optional<Payment> find(String userId, @Nullable IdempotencyKey key) {
        return key == null ? Optional.empty() : payments.findByKey(userId, key.value());
    }

    private Started replay(Payment twin, String hash) {
        limits.replayed(twin.userId());
        if (!hash.equals(twin.requestHash())) {
            throw new ProblemException(
                    GeneralProblem.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key has already started another payment.");
        }
        return new Started(twin.status() == PaymentStatus.STARTED ? authorize(twin) : twin, true);
    }

    /** What the provider refuses to know leaves no record. */
    private Payment authorize(Payment payment) {
        try {
            return hold(gateways.find(payment).orElseThrow(PaymentVerification::providerGone), payment);
        } catch (UnknownPaymentMethodException e) {
            payments.remove(payment);
            throw ProblemException.invalid("/paymentMethod", "is not a payment method that the provider knows");
        } catch (PaymentRefusedException e) {
            payments.remove(payment);
            throw e;
        }
    }

    private Payment hold(PaymentGateway gateway, Payment payment) {
        Payment opened = payment.providerId() == null ? open(gateway, payment) : payment;
        Payment updated = opened.status() == PaymentStatus.STARTED ? held(gateway, opened) : opened;
        if (updated.status() == PaymentStatus.DECLINED) {
            throw PaymentVerification.declined().with("paymentId", payment.id());
        }
        return updated;
    }

    private Payment held(PaymentGateway gateway, Payment opened) {
        Instant begun = clock.instant();
        ProviderPayment now = gateway.authorize(opened);
        if (now.status() == PaymentStatus.UNKNOWN) {
            throw PaymentVerification.unknown();
        }
        return payments.note(opened, now, begun).orElseGet(() -> current(opened));
    }

    /** The provider's id is stored before anything is held, so that whatever is held can be found and given back. */
    private Payment open(PaymentGateway gateway, Payment payment) {
        return payments.opened(payment, gateway.name(), gateway.open(payment)).orElseGet(() -> current(payment));
    }

    private Payment current(Payment payment) {
        return payments.find(payment.userId(), payment.id()).orElseThrow(PaymentVerification::unknown);
    }

    private Payment record(String userId, @Nullable IdempotencyKey key, long amount, String method, String hash) {
        Instant now = clock.instant();
        return Payment.builder()
                .id(newId())
                .userId(userId)
                .amount(amount)
                .currency(currency.code())
                .status(PaymentStatus.STARTED)
                .method(method)
                .provider(gateways.forNewPayments().name())
                .idempotencyKey(key == null ? null : key.value())
                .requestHash(hash)
                .createdAt(now)
                .release(WorkState.at(now.plus(properties.unusedAfter())))
                .build();
    }

    private static String hash(Cart cart, String method) {
        RequestHash hash = new RequestHash();
        cart.lines().stream()
                .sorted((a, b) -> a.productId().compareTo(b.productId()))
                .forEach(line -> hash.add(line.productId()).add(line.quantity()));
        return hash.add(method).value();
    }

    private static String newId() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return "pay_" + HexFormat.of().formatHex(bytes);
    }

    /** A payment, and whether an earlier request had started it. */
    record Started(Payment payment, boolean replayed) {}
}
