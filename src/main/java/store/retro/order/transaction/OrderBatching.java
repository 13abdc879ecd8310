package store.retro.order.transaction;

import java.util.Collection;
import java.util.Comparator;
import store.retro.order.Order;
import store.retro.order.OrderLine;
import store.retro.platform.admission.Batching;
import store.retro.platform.transaction.DatabaseUnavailable;
import store.retro.platform.transaction.TransactionErrors;

/** Orders that can share a transaction; their decrements of one product are summed. */
final class OrderBatching implements Batching<Order> {

    /** Those for one product meet. */
    @Override
    public String line(Order order) {
        return order.items().stream()
                .map(OrderLine::productId)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public Collection<String> admissionKeys(Order order) {
        return OrderTransactions.keys(order);
    }

    /**
     * The second of two orders with one key or one payment is a repeat: it has to find the first one stored. Of two
     * with different prices for one product at least one is late.
     */
    @Override
    public boolean goTogether(Order one, Order other) {
        return !(one.userId().equals(other.userId()) && isRepeat(one, other))
                && one.items().stream()
                        .noneMatch(line -> other.items().stream().anyMatch(each -> isPricedOtherwise(line, each)));
    }

    private static boolean isRepeat(Order one, Order other) {
        return one.paymentId().equals(other.paymentId())
                || one.idempotencyKey() != null && one.idempotencyKey().equals(other.idempotencyKey());
    }

    private static boolean isPricedOtherwise(OrderLine line, OrderLine other) {
        return line.productId().equals(other.productId())
                && line.stockChange().listedPrice() != other.stockChange().listedPrice();
    }

    /** Conflicts or an outage until the deadline, or a commit whose fate is not known. */
    @Override
    public boolean concernsAll(RuntimeException failure) {
        return TransactionErrors.isUnknownCommit(failure) || DatabaseUnavailable.is(failure);
    }
}
