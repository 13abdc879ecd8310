package store.retro.order.placing;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.validation.Valid;
import java.security.Principal;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.StoreCurrency;
import store.retro.order.OrderResponse;
import store.retro.order.placing.Checkout.Placed;
import store.retro.platform.http.IdempotencyKey;
import store.retro.platform.http.StorePath;
import store.retro.platform.problem.ProblemResponses;

@RestController
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class PlaceOrderController {

    static final String PATH = "/place-order";

    private final Checkout checkout;
    private final OrderMetrics metrics;
    private final StoreCurrency currency;

    @ResponseStatus(HttpStatus.CREATED)
    @ProblemResponses({
        "payment-not-authorized",
        "unknown-user",
        "out-of-stock",
        "price-changed",
        "payment-already-used",
        "unknown-product",
        "idempotency-key-reused",
        "outcome-unknown"
    })
    @PostMapping(path = PATH, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<OrderResponse> placeOrder(
            Principal caller, @Nullable IdempotencyKey key, @Valid @RequestBody PlaceOrderRequest request) {
        OrderMetrics.Recording recording = metrics.begin();
        try {
            Placed placed = checkout.checkOut(request.by(caller.getName(), key));
            recording.succeeded(placed);
            return response(placed);
        } catch (RuntimeException failure) {
            recording.failed(failure);
            throw failure;
        }
    }

    private ResponseEntity<OrderResponse> response(Placed placed) {
        ResponseEntity.BodyBuilder created = ResponseEntity.created(
                StorePath.of("/orders/{id}", placed.order().id()));
        IdempotencyKey.tellReplay(created, placed.replayed());
        return created.body(OrderResponse.of(placed.order(), currency));
    }
}
