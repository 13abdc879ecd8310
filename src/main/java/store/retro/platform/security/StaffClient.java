package store.retro.platform.security;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * The one client of the issuer whose tokens may carry a role of staff. Without a bean of this type any client's may.
 *
 * @param id as tokens have it in {@code azp} or {@code client_id}
 */
public record StaffClient(String id) {

    static final String AZP = "azp";
    static final String CLIENT_ID = "client_id";

    /** A token that does not say for whom it was made is not this client's. */
    boolean isOf(Jwt token) {
        List<String> clients = Stream.of(AZP, CLIENT_ID)
                .map(token::getClaimAsString)
                .filter(Objects::nonNull)
                .toList();
        return !clients.isEmpty() && clients.stream().allMatch(id::equals);
    }
}
