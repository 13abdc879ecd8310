package store.retro.order.handling;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import jakarta.validation.Valid;
import java.security.Principal;
import java.util.List;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.StoreCurrency;
import store.retro.order.HistoryEntry;
import store.retro.order.OrderResponse;
import store.retro.order.Shipment;
import store.retro.order.storage.Orders;
import store.retro.platform.problem.ProblemResponses;
import store.retro.user.AddressRequest;

@RestController
@RequestMapping(path = "/staff/orders", produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class StaffOrderController {

    private final Orders orders;
    private final OrderTransitions transitions;
    private final StoreCurrency currency;

    @ProblemResponses({"not-found", "order-not-shippable", "outcome-unknown"})
    @PostMapping(path = "/{id}/ship", consumes = APPLICATION_JSON_VALUE)
    OrderResponse ship(
            Principal caller,
            @PathVariable String id,
            @Valid @RequestBody(required = false) @Nullable ShipmentRequest shipment) {
        Shipment parcel = shipment == null ? null : shipment.toShipment();
        return OrderResponse.of(transitions.ship(id, caller.getName(), parcel), currency);
    }

    @ProblemResponses({"not-found", "order-not-changeable", "outcome-unknown"})
    @PutMapping(path = "/{id}/shipping-address", consumes = APPLICATION_JSON_VALUE)
    OrderResponse changeAddress(Principal caller, @PathVariable String id, @Valid @RequestBody AddressRequest address) {
        return OrderResponse.of(transitions.changeAddressByStaff(id, caller.getName(), address.toAddress()), currency);
    }

    /** What has happened to the order, oldest first. */
    @ProblemResponses("not-found")
    @GetMapping("/{id}/history")
    List<StaffHistoryResponse> history(@PathVariable String id) {
        return HistoryEntry.of(orders.find(id).orElseThrow(TransitionRunner::notFound)).stream()
                .map(entry -> StaffHistoryResponse.of(entry, currency))
                .toList();
    }
}
