package store.retro.payment.voucher;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
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
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.payment.PurchasesUnderFaults.MoneyMoved;

/** Who has given out the vouchers, and remembers all that was done with them. */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class Vouchers {

    private final String series;
    private final StoreCurrency currency;
    private final Map<String, Voucher> vouchers = new ConcurrentHashMap<>();

    ProviderPayment open(Payment payment) {
        return shown(
                vouchers.computeIfAbsent(payment.id(), id -> new Voucher(payment, PaymentStatus.STARTED, List.of())));
    }

    Optional<ProviderPayment> find(Payment payment) {
        return Optional.ofNullable(vouchers.get(payment.id())).map(this::shown);
    }

    ProviderPayment move(Payment payment, PaymentStatus to, Set<PaymentStatus> from) {
        return shown(Objects.requireNonNull(vouchers.computeIfPresent(
                payment.id(), (id, voucher) -> from.contains(voucher.status()) ? voucher.moved(to) : voucher)));
    }

    private ProviderPayment shown(Voucher voucher) {
        Payment payment = voucher.payment();
        return new ProviderPayment(
                series + payment.id(), payment.userId(), payment.amount(), currency.code(), voucher.status(), null);
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

    private record Voucher(Payment payment, PaymentStatus status, List<PaymentStatus> moves) {

        Voucher moved(PaymentStatus to) {
            List<PaymentStatus> more = new ArrayList<>(moves);
            more.add(to);
            return new Voucher(payment, to, more);
        }

        MoneyMoved moneyMoved() {
            return new MoneyMoved(
                    payment.id(),
                    Collections.frequency(moves, PaymentStatus.CAPTURED),
                    Collections.frequency(moves, PaymentStatus.VOIDED),
                    Collections.frequency(moves, PaymentStatus.REFUNDED));
        }
    }
}
