package store.retro.order.placing;

import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.money.StoreCurrency;
import store.retro.order.Order;
import store.retro.order.OrderResponse;
import store.retro.order.transaction.RehearsalTransactions;
import store.retro.payment.Payment;
import store.retro.payment.PaymentStatus;
import store.retro.platform.http.IdempotencyKey;
import store.retro.platform.startup.OwnRequests;
import store.retro.platform.startup.WarmUp;
import store.retro.product.Product;
import store.retro.user.User;
import tools.jackson.databind.json.JsonMapper;

/**
 * Orders of a user, a product and a payment that nobody else ever sees, in transactions that are aborted; and requests
 * that are refused, for want of a token and because there is no such product.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class OrderWarmUp implements WarmUp {

    private static final long PRICE = 24_900;

    private final RehearsalTransactions transactions;
    private final Checkout checkout;
    private final StoreCurrency currency;
    private final JsonMapper json;
    private final Validator validator;
    private final OwnRequests requests;

    @Override
    public void pass() {
        String id = "warm-up-" + UUID.randomUUID();
        byte[] body = body(id);
        List<?> documents = List.of(
                User.builder().id(id).build(),
                new Product(id, "Warm-up", null, null, null, PRICE, 1, null),
                payment(id));
        transactions.rehearse(documents, () -> List.of(order(id, body)));
        requests.send("POST", PlaceOrderController.PATH, body);
        requests.send("GET", "/products/" + id, null);
    }

    private Order order(String id, byte[] body) {
        PlaceOrderRequest request = json.readValue(body, PlaceOrderRequest.class);
        if (!validator.validate(request).isEmpty()) {
            throw new IllegalStateException("a request that is not valid");
        }
        Order order = checkout.rehearse(request.by(id, new IdempotencyKey(id)));
        json.writeValueAsBytes(OrderResponse.of(order, currency));
        return order;
    }

    private static Payment payment(String id) {
        return Payment.builder()
                .id(id)
                .userId(id)
                .amount(PRICE)
                .status(PaymentStatus.AUTHORIZED)
                .method("none")
                .provider("none")
                .requestHash("none")
                .createdAt(Instant.now())
                .build();
    }

    private byte[] body(String id) {
        return """
            {"items": [{"productId": "%1$s", "quantity": 1}],
             "shippingAddress": {"recipient": "Warm-up", "line1": "12 St James's Square", "line2": null,
                 "city": "London", "region": null, "postalCode": "SW1Y 4JH", "country": "GB"},
             "billingAmount": {"amount": %2$d, "currency": "%3$s"}, "paymentId": "%1$s"}
            """.formatted(id, PRICE, currency.code()).getBytes(StandardCharsets.UTF_8);
    }
}
