package store.retro.order.settlement;

import java.time.Clock;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.stereotype.Component;
import store.retro.order.storage.Tombstones;
import store.retro.payment.PaidOrders;

/** Answers the payments' questions about orders. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class PaymentFence implements PaidOrders {

    private final WaitingSettlements settlements;
    private final Tombstones tombstones;
    private final Clock clock;

    @Override
    public boolean close(String userId, String paymentId) {
        return tombstones.leave(userId, paymentId);
    }

    @Override
    public void reopen(String userId, String paymentId) {
        tombstones.remove(userId, paymentId);
    }

    @Override
    public boolean paymentMoved(String userId, String paymentId) {
        return settlements.settleSoon(userId, paymentId, clock.instant());
    }

    @Override
    public void readDisputesAgain() {
        settlements.readDisputesSoon(clock.instant());
    }
}
