package store.retro.order.handling;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import store.retro.order.OrderResponse;
import store.retro.order.SettlementState;

/** An order as staff sees it: whose it is, and how its money stands. */
record StaffOrderResponse(@JsonUnwrapped OrderResponse order, String userId, SettlementResponse settlement) {

    /** @param stuck whether somebody has to look at it */
    record SettlementResponse(SettlementState state, boolean stuck) {}
}
