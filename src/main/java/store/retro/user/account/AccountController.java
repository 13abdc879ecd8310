package store.retro.user.account;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import java.security.Principal;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.StoreCurrency;
import store.retro.platform.problem.ProblemResponses;
import store.retro.user.UserProvisioning;
import store.retro.user.Users;

/** What is the caller's own. */
@RestController
@RequestMapping(path = "/users/me", produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class AccountController {

    private final Users users;
    private final UserProvisioning provisioning;
    private final StoreCurrency currency;

    /** Who only asks whether it is there, changes nothing. */
    @ProblemResponses("unknown-user")
    @GetMapping
    UserResponse me(Principal caller, HttpMethod method) {
        return UserResponse.of(
                method.equals(HttpMethod.HEAD) ? users.require(caller.getName()) : provisioning.refreshed(caller),
                currency);
    }
}
