package store.retro.payment.voucher;

import static store.retro.payment.PaymentStatus.REFUNDED;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import store.retro.money.StoreCurrency;
import store.retro.payment.ListedPayment;
import store.retro.payment.Payment;
import store.retro.payment.PaymentRefund;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.payment.ProviderRefund;
import store.retro.payment.PurchasesUnderFaults.MoneyMoved;

/** Who has given out the vouchers, and remembers all that was done with them. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class Vouchers {

    private final String series;
    private final StoreCurrency currency;
    private final Map<String, Voucher> vouchers = new ConcurrentHashMap<>();

    ProviderPayment open(Payment payment) {
        return shown(vouchers.computeIfAbsent(
                payment.id(), id -> new Voucher(payment, PaymentStatus.STARTED, List.of(), Map.of())));
    }

    Optional<ProviderPayment> find(Payment payment) {
        return Optional.ofNullable(vouchers.get(payment.id())).map(this::shown);
    }

    ProviderPayment move(Payment payment, PaymentStatus to, Set<PaymentStatus> from) {
        return shown(Objects.requireNonNull(vouchers.computeIfPresent(
                payment.id(), (id, voucher) -> from.contains(voucher.status()) ? voucher.moved(to) : voucher)));
    }

    List<ProviderRefund> refunds(Payment payment) {
        return List.copyOf(voucher(payment).given().values());
    }

    ProviderRefund refund(Payment payment, PaymentRefund refund) {
        Voucher after = Objects.requireNonNull(vouchers.computeIfPresent(
                payment.id(),
                (id, voucher) -> voucher.given().containsKey(refund.id()) ? voucher : voucher.less(refund)));
        return Objects.requireNonNull(after.given().get(refund.id()));
    }

    private Voucher voucher(Payment payment) {
        return Objects.requireNonNull(vouchers.get(payment.id()));
    }

    private ProviderPayment shown(Voucher voucher) {
        Payment payment = voucher.payment();
        ProviderPayment whole = new ProviderPayment(
                series + payment.id(), payment.userId(), payment.amount(), currency.code(), voucher.status(), null);
        return whole.withRefunded(voucher.back());
    }

    List<ListedPayment> madeSince(Instant since) {
        return vouchers.values().stream()
                .filter(voucher -> !voucher.payment().createdAt().isBefore(since))
                .map(voucher -> new ListedPayment(
                        voucher.payment().id(), voucher.payment().createdAt(), shown(voucher)))
                .toList();
    }

    List<MoneyMoved> moneyMovedOf(String userId) {
        return vouchers.values().stream()
                .filter(voucher -> voucher.payment().userId().equals(userId))
                .map(Voucher::moneyMoved)
                .toList();
    }

    private record Voucher(
            Payment payment, PaymentStatus status, List<PaymentStatus> moves, Map<String, ProviderRefund> given) {

        Voucher less(PaymentRefund refund) {
            Map<String, ProviderRefund> more = new LinkedHashMap<>(given);
            more.put(refund.id(), new ProviderRefund("v_" + refund.id(), refund.id(), 0, refund.amount(), false));
            boolean all = back() + refund.amount() == payment.amount();
            Voucher moved = moved(REFUNDED);
            return new Voucher(payment, all ? REFUNDED : status, moved.moves, more);
        }

        long back() {
            return given.values().stream().mapToLong(ProviderRefund::amount).sum();
        }

        Voucher moved(PaymentStatus to) {
            List<PaymentStatus> more = new ArrayList<>(moves);
            more.add(to);
            return new Voucher(payment, to, more, given);
        }

        MoneyMoved moneyMoved() {
            return new MoneyMoved(
                    payment.id(),
                    Collections.frequency(moves, PaymentStatus.CAPTURED),
                    Collections.frequency(moves, PaymentStatus.VOIDED),
                    Collections.frequency(moves, REFUNDED));
        }
    }
}
