package store.retro.order.events;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The schemas let an event through, and nothing else. */
class EventSchemasTest {

    private static final String EVENT = """
        {"id": "evt_6741aaaaaaaaaaaaaaaaaaaa_%s", "type": "order.%s", "timestamp": "2026-11-23T21:04:05.123Z",
         "data": {"id": "6741aaaaaaaaaaaaaaaaaaaa", "number": "RC-7K3F-92QD-M4XA", "status": "placed",
                  "placedAt": "2026-11-23T21:04:05.123Z", "shippedAt": null, "cancelledAt": null,
                  "items": [{"productId": "game-boy", "name": "Game Boy", "quantity": 2,
                             "unitPrice": {"amount": 8999, "currency": "USD"}}],
                  "billingAmount": {"amount": 17998, "currency": "USD"},
                  "refundedAmount": {"amount": 0, "currency": "USD"}, "shipment": null, "cancelReason": null,
                  "shippingAddress": {"recipient": "Ada", "line1": "12 St James's Square", "line2": null,
                                      "city": "London", "region": null, "postalCode": "SW1Y 4JH", "country": "GB"},
                  "paymentId": "pay_7"}}\
        """;

    @ParameterizedTest
    @ValueSource(strings = {"placed", "captured", "capture-failed", "disputed", "refunded_1"})
    void letAnEventThrough(String type) {
        assertThatCode(() -> assertMatches(type, event -> {})).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"shipped", "cancelled"})
    void wantTheStatusThatIsToldOf(String type) {
        assertThatThrownBy(() -> assertMatches(type, event -> {})).isInstanceOf(AssertionError.class);
    }

    @Test
    void refuseWhatIsMissingOrTooMuch() {
        assertRefused(event -> event.remove("timestamp"));
        assertRefused(event -> event.put("more", 1));
        assertRefused(event -> data(event).remove("paymentId"));
        assertRefused(event -> data(event).put("settlement", "held"));
        assertRefused(event -> data(event).put("placedAt", "yesterday"));
        assertRefused(event -> ((ObjectNode) data(event).get("billingAmount")).put("amount", 1.5));
        assertRefused(event -> ((ObjectNode) data(event).at("/items/0")).put("quantity", 0));
    }

    private static ObjectNode data(ObjectNode event) {
        return (ObjectNode) event.get("data");
    }

    private static void assertRefused(Consumer<ObjectNode> damage) {
        assertThatThrownBy(() -> assertMatches("placed", damage)).isInstanceOf(AssertionError.class);
    }

    private static void assertMatches(String type, Consumer<ObjectNode> damage) {
        ObjectNode event = (ObjectNode) new JsonMapper().readTree(EVENT.formatted(type, type.replaceAll("_.*", "")));
        damage.accept(event);
        EventSchemas.assertMatches(event);
    }
}
