package store.retro.order.settlement;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.order.Order;
import store.retro.order.OrderStatus.Money;
import store.retro.payment.Payment;
import store.retro.payment.handling.PaymentSettlement;
import store.retro.platform.background.LeasedWorkQueue.Claim;

/** Finds what is to be known before the money of orders is moved. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class ClaimedOrders {

    private final PaymentSettlement payments;

    /**
     * Looks for the payments of all at once.
     *
     * @param step for each order whose money is to be moved, with its payment
     * @param otherwise for each other one, with the reason why nothing can be done now
     */
    Consumer<Claim<Order>> withPayments(
            List<Order> orders, BiConsumer<Claim<Order>, Payment> step, BiConsumer<Claim<Order>, String> otherwise) {
        Map<String, Payment> known = payments.find(
                orders.stream().map(Order::userId).toList(),
                orders.stream().map(Order::paymentId).toList());
        return claim -> {
            Order order = claim.document();
            Payment payment = known.get(order.paymentId());
            if (payment == null || !payment.userId().equals(order.userId())) {
                otherwise.accept(claim, "the record of the payment is missing, or cannot be read");
            } else if (order.moneyDue() == Money.LEFT_ALONE) {
                otherwise.accept(claim, "the status of the order or its settlement is of a later version");
            } else {
                step.accept(claim, payment);
            }
        };
    }
}
