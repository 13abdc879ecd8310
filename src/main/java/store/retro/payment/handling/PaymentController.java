package store.retro.payment.handling;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.validation.Valid;
import java.security.Principal;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.StoreCurrency;
import store.retro.payment.Payment;
import store.retro.payment.handling.PaymentInitiation.Started;
import store.retro.platform.http.IdempotencyKey;
import store.retro.platform.http.StorePath;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemResponses;
import store.retro.product.Cart;
import store.retro.user.User;
import store.retro.user.UserProvisioning;
import store.retro.user.Users;

@RestController
@RequestMapping(path = "/payments", produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class PaymentController {

    private final PaymentInitiation starts;
    private final PaymentLookup states;
    private final PaymentRelease releases;
    private final UserProvisioning provisioning;
    private final Users users;
    private final StoreCurrency currency;
    private final PaymentProperties properties;

    @ResponseStatus(HttpStatus.CREATED)
    @ProblemResponses({
        "payment-not-authorized",
        "unknown-user",
        "out-of-stock",
        "unknown-product",
        "too-many-payments",
        "payment-not-possible",
        "idempotency-key-reused"
    })
    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<PaymentResponse> start(
            Principal caller, @Nullable IdempotencyKey key, @Valid @RequestBody StartPaymentRequest request) {
        Cart cart = Cart.of(Objects.requireNonNull(request.items()));
        User user = provisioning.require(caller);
        Started started = starts.start(user, key, cart, Objects.requireNonNull(request.paymentMethod()));
        ResponseEntity.BodyBuilder created = ResponseEntity.created(
                StorePath.of("/payments/{id}", started.payment().id()));
        IdempotencyKey.tellReplay(created, started.replayed());
        return created.body(response(started.payment()));
    }

    @ProblemResponses({"unknown-user", "not-found"})
    @GetMapping("/{id}")
    PaymentResponse read(Principal caller, @PathVariable String id) {
        users.require(caller.getName());
        return states.find(caller.getName(), id).map(this::response).orElseThrow(PaymentController::none);
    }

    @ProblemResponses({"unknown-user", "not-found", "payment-already-used"})
    @PostMapping("/{id}/release")
    PaymentResponse release(Principal caller, @PathVariable String id) {
        users.require(caller.getName());
        return releases.release(caller.getName(), id).map(this::response).orElseThrow(PaymentController::none);
    }

    private static ProblemException none() {
        return new ProblemException(GeneralProblem.NOT_FOUND, "There is no such payment of yours.");
    }

    private PaymentResponse response(Payment payment) {
        return PaymentResponse.of(payment, properties, currency);
    }
}
