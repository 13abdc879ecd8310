package store.retro.order.settlement;

import java.time.Clock;
import java.time.Instant;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.stereotype.Component;
import store.retro.order.CancelReason;
import store.retro.order.HistoryEntry;
import store.retro.order.HistoryEntry.By;
import store.retro.order.HistoryEntry.Event;
import store.retro.order.Order;
import store.retro.order.OrderStatus;
import store.retro.order.storage.OrderMovedException;
import store.retro.order.storage.Orders;
import store.retro.order.transaction.OrderTransactions;
import store.retro.platform.admission.AdmittedTransactions;

/** Cancels the orders whose payments the provider has ended before anything was taken: nobody will pay for them. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
@Slf4j
class LostPayments {

    private final Orders orders;
    private final LostPaymentBrake brake;
    private final OrderTransactions transactions;
    private final AdmittedTransactions admitted;
    private final Clock clock;

    /** Staff has looked at an order: if it waits because of the others, some more may be cancelled. */
    void lookedAt(String id) {
        orders.find(id)
                .filter(order ->
                        LostPaymentBrake.STOPPED.equals(order.settlement().due().failure()))
                .ifPresent(order -> brake.release());
    }

    /**
     * Cancels a placed order. If it is not placed any more, whatever it has become stands.
     *
     * @return false when so many were lost lately that staff has to look first
     * @throws RuntimeException any failure of the transaction; whether it has happened shows in the order
     */
    boolean cancel(Order order) {
        boolean placed = orders.current(order)
                .filter(current -> current.status() == OrderStatus.PLACED)
                .isPresent();
        if (!placed) {
            return true;
        }
        Instant now = clock.instant();
        if (!brake.letsThrough(order.id(), now)) {
            return false;
        }
        HistoryEntry entry = HistoryEntry.of(now, Event.PAYMENT_LOST, By.STORE);
        try {
            admitted.run(
                    OrderTransactions.keys(order),
                    lost -> transactions.cancel(lost, CancelReason.PAYMENT_LOST, entry),
                    order);
            log.warn(
                    "order {} was cancelled, for its provider has ended the payment {}", order.id(), order.paymentId());
        } catch (OrderMovedException moved) {
            log.debug("order {} has moved", order.id());
        }
        return true;
    }
}
