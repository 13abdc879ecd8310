package store.retro.user.account;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import store.retro.money.Money;
import store.retro.money.StoreCurrency;
import store.retro.user.Address;
import store.retro.user.User;

/** A user, as the user sees it. */
record UserResponse(
        String id,
        String name,
        @Nullable String email,
        @Nullable Address shippingAddress,
        Money lifeTimeValue) {

    static UserResponse of(User user, StoreCurrency currency) {
        return new UserResponse(
                user.id(),
                Objects.requireNonNullElse(user.name(), user.id()),
                user.email(),
                user.shippingAddress(),
                currency.of(user.lifeTimeValue()));
    }
}
