package store.retro.order.handling;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import store.retro.money.MoneyRequest;
import store.retro.platform.http.IdempotencyKey;
import store.retro.platform.http.NonBlankText;
import store.retro.platform.problem.ProblemException;
import store.retro.product.Cart;
import store.retro.product.CartLineRequest;

/** The body of {@code POST /staff/orders/{id}/refunds}: lines, and whether they are sold again; or an amount. */
record RefundRequest(
        @Nullable @Size(min = 1, max = 50) List<@NotNull @Valid CartLineRequest> items,
        @Nullable Boolean restock,
        @Nullable @Valid MoneyRequest amount,
        @Nullable @NotNull @NonBlankText(max = 500) String reason) {

    /**
     * What is asked for, once the request has passed validation.
     *
     * @throws ProblemException {@code invalid-request}
     */
    RefundCommand of(String orderId, String staffId, IdempotencyKey key) {
        String why = Objects.requireNonNull(reason);
        if (amount == null) {
            require(items != null, "/items", "must be given, or else an amount");
            require(restock != null, "/restock", "must be given with items");
            return new RefundCommand(
                    orderId,
                    staffId,
                    key,
                    Cart.of(Objects.requireNonNull(items)),
                    Boolean.TRUE.equals(restock),
                    0,
                    why);
        }
        require(items == null, "/items", "must not be given with an amount");
        require(restock == null, "/restock", "must not be given with an amount");
        long money = Objects.requireNonNull(amount.amount());
        require(money > 0, "/amount/amount", "must be greater than 0");
        return new RefundCommand(orderId, staffId, key, null, false, money, why);
    }

    private static void require(boolean right, String pointer, String detail) {
        if (!right) {
            throw ProblemException.invalid(pointer, detail);
        }
    }
}
