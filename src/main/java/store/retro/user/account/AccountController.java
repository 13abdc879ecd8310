package store.retro.user.account;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.io.IOException;
import java.security.Principal;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import store.retro.money.StoreCurrency;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemResponses;
import store.retro.platform.security.Caller;
import store.retro.user.User;
import store.retro.user.UserProvisioning;
import store.retro.user.Users;

/** What is the caller's own. */
@RestController
@RequestMapping(path = "/users/me", produces = APPLICATION_JSON_VALUE)
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class AccountController {

    private final Users users;
    private final UserProvisioning provisioning;
    private final AccountExport export;
    private final Erasure erasure;
    private final StoreCurrency currency;

    /** Who only asks whether it is there, changes nothing. */
    @ProblemResponses("unknown-user")
    @GetMapping
    UserResponse me(Principal caller, HttpMethod method) {
        return UserResponse.of(
                method.equals(HttpMethod.HEAD) ? users.require(caller.getName()) : provisioning.refreshed(caller),
                currency);
    }

    /** All that the store knows of the caller: {@code user}, {@code orders} with their history, {@code payments}. */
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    @ProblemResponses({"unknown-user", "too-many-requests"})
    @GetMapping("/export")
    void export(Principal caller, HttpMethod method, HttpServletResponse response) throws IOException {
        User user = users.require(caller.getName());
        response.setContentType(APPLICATION_JSON_VALUE);
        if (!method.equals(HttpMethod.HEAD)) {
            export.write(user, response.getOutputStream());
        }
    }

    /** Erases the caller, who has to confirm it; again, nothing more happens. */
    @ProblemResponses({"unknown-user", "sign-in-again", "orders-open", "outcome-unknown"})
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PostMapping(path = "/erase", consumes = APPLICATION_JSON_VALUE)
    void erase(Principal caller, @Valid @RequestBody EraseRequest request) {
        if (!caller.getName().equals(request.confirm())) {
            throw ProblemException.invalid("/confirm", "must be your own id");
        }
        erasure.erase(Caller.of(caller));
    }
}
