package store.retro.order.handling;

import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.order.Order;
import store.retro.order.OrderStatus.Money;
import store.retro.payment.PaymentStatus;
import store.retro.payment.ProviderPayment;
import store.retro.payment.handling.PaymentVerification;
import store.retro.platform.problem.ProblemException;

/** Whether an order may be sent off. Its money is where its provider says, who is asked each time. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class ShippingCheck {

    private final PaymentVerification payments;

    /**
     * Makes sure that an order may be shipped, or has been.
     *
     * @throws ProblemException {@code order-not-shippable} with its {@code reason}
     * @throws store.retro.payment.PaymentGatewayException when the provider of a placed one cannot be asked now
     */
    void require(Order order) {
        switch (order.status()) {
            case PLACED -> requirePaid(order);
            case SHIPPED -> {}
            case CANCELLED -> throw ShippingRefusal.CANCELLED.problem();
            case RETURNED -> throw ShippingRefusal.RETURNED.problem();
            case UNKNOWN -> throw ShippingRefusal.UNKNOWN.problem();
        }
    }

    private void requirePaid(Order order) {
        ProviderPayment payment =
                payments.current(order.userId(), order.paymentId()).orElseThrow(ShippingRefusal.UNKNOWN::problem);
        if (payment.isDisputed()) {
            throw ShippingRefusal.DISPUTED.problem();
        }
        switch (payment.status()) {
            case CAPTURED -> requireAll(order, payment);
            case REFUNDED -> throw ShippingRefusal.REFUNDED.problem();
            case UNKNOWN -> throw ShippingRefusal.UNKNOWN.problem();
            default -> throw ShippingRefusal.NOT_CAPTURED.problem();
        }
    }

    /** What the provider has taken has to be noted here, too, the write asks for that; and not all of it be owed. */
    private static void requireAll(Order order, ProviderPayment payment) {
        boolean noted = order.settlement().status() == PaymentStatus.CAPTURED;
        if (!noted || payment.captured() < order.amountDue()) {
            throw ShippingRefusal.NOT_CAPTURED.problem();
        }
        if (payment.taken() < order.amountDue() || order.moneyDue() == Money.GIVEN_BACK) {
            throw ShippingRefusal.REFUNDED.problem();
        }
    }
}
