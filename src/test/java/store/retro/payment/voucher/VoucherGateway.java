package store.retro.payment.voucher;

import static store.retro.payment.PaymentStatus.AUTHORIZED;
import static store.retro.payment.PaymentStatus.CAPTURED;
import static store.retro.payment.PaymentStatus.DECLINED;
import static store.retro.payment.PaymentStatus.STARTED;
import static store.retro.payment.PaymentStatus.VOIDED;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGateway;
import store.retro.payment.PaymentRefund;
import store.retro.payment.ProviderPayment;
import store.retro.payment.ProviderRefund;

@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class VoucherGateway implements PaymentGateway {

    static final String GOOD = "voucher_good";
    static final String SPENT = "voucher_spent";

    private final Vouchers vouchers;

    @Override
    public String name() {
        return "voucher";
    }

    @Override
    public boolean accepts(String paymentMethod) {
        return paymentMethod.startsWith("voucher_");
    }

    @Override
    public ProviderPayment open(Payment payment) {
        return vouchers.open(payment);
    }

    @Override
    public ProviderPayment authorize(Payment payment) {
        return vouchers.move(payment, payment.method().equals(GOOD) ? AUTHORIZED : DECLINED, Set.of(STARTED));
    }

    @Override
    public Optional<ProviderPayment> find(Payment payment) {
        return vouchers.find(payment);
    }

    @Override
    public ProviderPayment capture(Payment payment, long amount) {
        return vouchers.move(payment, CAPTURED, Set.of(AUTHORIZED));
    }

    @Override
    public ProviderPayment cancel(Payment payment) {
        return vouchers.move(payment, VOIDED, Set.of(STARTED, AUTHORIZED, DECLINED));
    }

    @Override
    public List<ProviderRefund> refunds(Payment payment) {
        return vouchers.refunds(payment);
    }

    @Override
    public ProviderRefund refund(Payment payment, PaymentRefund refund) {
        return vouchers.refund(payment, refund);
    }

    /** Of one store's alone. */
    @Override
    public Page list(Supplier<String> storeId, Instant since, @Nullable String after) {
        return new Page(vouchers.madeSince(since), null);
    }
}
