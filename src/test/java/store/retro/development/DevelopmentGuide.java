package store.retro.development;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import store.retro.TestDatabase;

/** Tells whoever started the store where it is, on which database, and how to buy something with curl. */
public class DevelopmentGuide implements ApplicationListener<ApplicationReadyEvent> {

    private static final String GUIDE = """

            The store is open: %1$s/
            Its back office: %1$s/back-office
            Its transaction lab: %1$s/dev/lab
            Its database is %2$s.

            To buy a console, paste this into a shell:

              TOKEN=$(curl -s %1$s/dev/tokens -H 'Content-Type: application/json' \\
                -d '{"userId": "ada"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')
              PAYMENT=$(curl -s %1$s/payments -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                -d '{"items": [{"productId": "game-boy-color", "quantity": 2}], "paymentMethod": "pm_card_visa"}' \\
                | sed 's/.*"id":"\\([^"]*\\)".*/\\1/')
              KEY="order-$(date +%%s)"
              place_order() {
                curl -si %1$s/place-order -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                  -H "Idempotency-Key: \\"$KEY\\"" \\
                  -d '{"items": [{"productId": "game-boy-color", "quantity": 2}],
                       "shippingAddress": {"recipient": "Ada Lovelace", "line1": "12 St James Square",
                                           "city": "London", "postalCode": "SW1Y 4JH", "country": "GB"},
                       "billingAmount": {"amount": 17998, "currency": "USD"}, "paymentId": "'$PAYMENT'"}'
              }
              place_order
              place_order | grep -i idempotent    # again, with the same key: the same order
              curl -s "%1$s/orders?idempotencyKey=$KEY" -H "Authorization: Bearer $TOKEN"

            """;

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (event.getApplicationContext() instanceof WebServerApplicationContext context) {
            String store = "http://localhost:" + context.getWebServer().getPort();
            System.out.printf(GUIDE, store, TestDatabase.ofThisRun().description());
        }
    }
}
