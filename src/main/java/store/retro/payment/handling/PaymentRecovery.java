package store.retro.payment.handling;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.payment.ListedPayment;
import store.retro.payment.PaidOrders;
import store.retro.payment.Payment;
import store.retro.payment.PaymentGateway;
import store.retro.payment.PaymentGateway.Page;
import store.retro.payment.PaymentGatewayException;
import store.retro.payment.PaymentStatus;
import store.retro.payment.StoreId;
import store.retro.platform.deadline.Deadline;

/**
 * What the providers know of this store's payments, for a database that may have forgotten some of them: it was
 * restored, say, as it was before they were made.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class PaymentRecovery {

    /** For a page, and for what is done about one payment. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final PaymentGateways gateways;
    private final Payments payments;
    private final PaymentSettlement settlement;
    private final PaidOrders orders;
    private final StoreId storeId;
    private final Clock clock;

    /**
     * A payment of this store's.
     *
     * @param provider the name of the one that tells
     * @param recorded whether the database knows it
     */
    public record Found(String provider, ListedPayment listed, boolean recorded) {}

    /**
     * Reads what was made since, and writes nothing.
     *
     * @param each has a deadline of its own
     * @throws IllegalStateException when the database does not say which store's it is
     * @throws PaymentGatewayException when a provider cannot be asked now
     */
    public void forEach(Instant since, Consumer<Found> each) {
        for (PaymentGateway gateway : gateways.all()) {
            forEach(gateway, since, each);
        }
    }

    private String id() {
        return storeId.find()
                .orElseThrow(() -> new IllegalStateException(
                        "the database has no id of the store, so no payment can be told to be its own"));
    }

    private void forEach(PaymentGateway gateway, Instant since, Consumer<Found> each) {
        String after = null;
        do {
            Page page;
            Set<String> recorded;
            try (Deadline.Scope scope = Deadline.open(LIMIT)) {
                page = gateway.list(this::id, since, after);
                recorded = recorded(page.payments());
            }
            for (ListedPayment listed : page.payments()) {
                try (Deadline.Scope scope = Deadline.open(LIMIT)) {
                    each.accept(new Found(gateway.name(), listed, recorded.contains(listed.paymentId())));
                }
            }
            after = page.next();
        } while (after != null);
    }

    private Set<String> recorded(List<ListedPayment> listed) {
        List<String> ids = listed.stream().map(ListedPayment::paymentId).toList();
        List<String> users =
                listed.stream().map(each -> each.payment().userId()).toList();
        return payments.find(users, ids).stream().map(Payment::id).collect(Collectors.toSet());
    }

    /**
     * Gives a payment back that no order of this database has. It is closed to orders first.
     *
     * @return what it is now; empty when an order has it after all
     * @throws PaymentGatewayException when its provider cannot be asked now
     */
    public Optional<PaymentStatus> giveBack(Found found) {
        Payment payment = payment(found);
        if (!orders.close(payment.userId(), payment.id())) {
            return Optional.empty();
        }
        payments.removeLater(payment, clock.instant());
        return Optional.of(settlement.release(payment));
    }

    /** As its provider knows it: what is recorded here, if anything, may be of before the provider was told. */
    private static Payment payment(Found found) {
        ListedPayment listed = found.listed();
        return Payment.builder()
                .id(listed.paymentId())
                .userId(listed.payment().userId())
                .amount(listed.payment().amount())
                .currency(listed.payment().currency())
                .status(PaymentStatus.STARTED)
                .method("")
                .provider(found.provider())
                .providerId(listed.payment().id())
                .requestHash("")
                .createdAt(listed.createdAt())
                .build();
    }
}
