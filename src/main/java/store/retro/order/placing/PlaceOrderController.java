package store.retro.order.placing;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.validation.Valid;
import java.net.URI;
import java.security.Principal;
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
import store.retro.platform.problem.Problem;
import store.retro.platform.problem.ProblemResponses;

@RestController
class PlaceOrderController {

    static final String PATH = "/place-order";

    private final Checkout checkout;
    private final StoreCurrency currency;

    PlaceOrderController(Checkout checkout, StoreCurrency currency) {
        this.checkout = checkout;
        this.currency = currency;
    }

    @ResponseStatus(HttpStatus.CREATED)
    @ProblemResponses({
        Problem.PAYMENT_NOT_AUTHORIZED,
        Problem.UNKNOWN_USER,
        Problem.OUT_OF_STOCK,
        Problem.PRICE_CHANGED,
        Problem.PAYMENT_ALREADY_USED,
        Problem.UNKNOWN_PRODUCT,
        Problem.IDEMPOTENCY_KEY_REUSED,
        Problem.OUTCOME_UNKNOWN
    })
    @PostMapping(path = PATH, consumes = APPLICATION_JSON_VALUE, produces = APPLICATION_JSON_VALUE)
    ResponseEntity<OrderResponse> placeOrder(
            Principal caller, @Nullable IdempotencyKey key, @Valid @RequestBody PlaceOrderRequest request) {
        Placed placed = checkout.place(request.by(caller.getName(), key));
        ResponseEntity.BodyBuilder created =
                ResponseEntity.created(URI.create("/orders/" + placed.order().id()));
        if (placed.replayed()) {
            created.header(IdempotencyKey.REPLAYED, "true");
        }
        return created.body(OrderResponse.of(placed.order(), currency));
    }
}
