package store.retro.order;

import org.jspecify.annotations.Nullable;

/** Where the parcel of an order is, as staff has said. */
record Shipment(
        @Nullable String carrier,
        @Nullable String trackingNumber,
        @Nullable String trackingUrl) {}
