package store.retro.payment.stripe;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StripeWebhookController {

    static final String PATH = "/webhooks/stripe";

    private final StripeWebhook webhook;

    @PostMapping(path = PATH, consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<Void> receive(
            @RequestBody String body,
            @RequestHeader(name = "Stripe-Signature", required = false) @Nullable String signature) {
        webhook.receive(body, signature);
        return ResponseEntity.ok().build();
    }
}
