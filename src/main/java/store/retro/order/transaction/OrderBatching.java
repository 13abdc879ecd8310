package store.retro.order.transaction;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import store.retro.order.Order;
import store.retro.order.OrderLine;
import store.retro.platform.admission.Batching;
import store.retro.platform.transaction.DatabaseUnavailable;
import store.retro.platform.transaction.TransactionErrors;

/** Orders for the same products at the same prices can share a transaction; their decrements are summed. */
final class OrderBatching implements Batching<Order> {

    /** One for each line of an order. */
    private record BatchKey(String productId, long listedPrice) {}

    @Override
    public Set<BatchKey> line(Order order) {
        return order.items().stream()
                .map(OrderLine::stockChange)
                .map(stock -> new BatchKey(stock.productId(), stock.listedPrice()))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Collection<String> admissionKeys(Order order) {
        return OrderTransactions.keys(order);
    }

    /** The second of two orders with one key or one payment is a repeat: it has to find the first one stored. */
    @Override
    public Collection<String> exclusive(Order order) {
        Stream<String> payment = Stream.of("payment " + order.paymentId());
        Stream<String> key = Stream.ofNullable(order.idempotencyKey()).map("key "::concat);
        return Stream.concat(payment, key)
                .map(each -> each + " of " + order.userId())
                .toList();
    }

    /** Conflicts or an outage until the deadline, or a commit whose fate is not known. */
    @Override
    public boolean concernsAll(RuntimeException failure) {
        return TransactionErrors.isUnknownCommit(failure) || DatabaseUnavailable.is(failure);
    }
}
