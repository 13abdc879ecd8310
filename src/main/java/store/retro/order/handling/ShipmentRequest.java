package store.retro.order.handling;

import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import store.retro.order.Shipment;
import store.retro.platform.http.NonBlankText;

/** The body of {@code POST /staff/orders/{id}/ship}, where there is one. */
record ShipmentRequest(
        @Nullable @NonBlankText(max = 100) String carrier,
        @Nullable @NonBlankText(max = 100) String trackingNumber,

        @Nullable
        @Size(max = 500)
        @Pattern(regexp = HTTPS, message = "must be an https address, in ASCII and without a user")
        String trackingUrl) {

    private static final String HTTPS = "^https://[A-Za-z0-9.-]+(:[0-9]{1,5})?([/?#][!-~]*)?$";

    Shipment toShipment() {
        return new Shipment(carrier, trackingNumber, trackingUrl);
    }
}
