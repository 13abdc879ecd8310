package store.retro.order.handling;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.function.Consumer;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.stereotype.Component;
import store.retro.money.StoreCurrency;
import store.retro.order.Order;
import store.retro.order.OrderResponse;
import store.retro.order.storage.OrderCursor;
import store.retro.order.storage.OrderErasure;
import store.retro.order.storage.OrderSearch;
import store.retro.order.storage.Orders;
import store.retro.user.PersonalData;

/** The orders that a user has placed. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class OrdersOfUser implements PersonalData {

    private static final int PAGE = 100;

    private final Orders orders;
    private final OrderErasure erasure;
    private final StoreCurrency currency;

    /** An order with what has happened to it. */
    record Exported(@JsonUnwrapped OrderResponse order, List<HistoryResponse> history) {}

    @Override
    public String name() {
        return "orders";
    }

    /** The newest first. */
    @Override
    public void export(String userId, Consumer<Object> each) {
        @Nullable OrderCursor last = null;
        List<Order> page;
        do {
            page = orders.search(OrderSearch.ofUser(userId), PAGE, last);
            for (Order order : page) {
                each.accept(new Exported(OrderResponse.of(order, currency), HistoryResponse.ofBuyer(order, currency)));
                last = OrderCursor.after(order);
            }
        } while (page.size() == PAGE);
    }

    @Override
    public boolean isOpen(MongoOperations transaction, String userId) {
        return OrderErasure.isOpen(transaction, userId);
    }

    @Override
    public boolean emptySome(String userId) {
        return erasure.emptySome(userId);
    }
}
