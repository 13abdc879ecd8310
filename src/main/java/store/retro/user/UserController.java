package store.retro.user;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.security.Principal;
import java.util.Objects;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.Money;
import store.retro.money.StoreCurrency;
import store.retro.platform.problem.ProblemResponses;

@RestController
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class UserController {

    private final Users users;
    private final StoreCurrency currency;

    @ProblemResponses("unknown-user")
    @GetMapping(path = "/users/me", produces = APPLICATION_JSON_VALUE)
    UserResponse me(Principal principal) {
        User user = users.find(principal.getName()).orElseThrow(Users::unknownUser);
        return new UserResponse(
                user.id(),
                Objects.requireNonNullElse(user.name(), user.id()),
                user.shippingAddress(),
                currency.of(user.lifeTimeValue()));
    }

    /** The caller, as clients see it. */
    record UserResponse(String id, String name, @Nullable Address shippingAddress, Money lifeTimeValue) {}
}
