package store.retro.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

class RolesConverterTest {

    @Test
    void takesAnArray() {
        assertThat(roles("roles", "roles", List.of("clerk", "metrics"))).containsExactly("ROLE_clerk", "ROLE_metrics");
    }

    @Test
    void takesAStringForOneRole() {
        assertThat(roles("roles", "roles", "clerk staff")).containsExactly("ROLE_clerk staff");
    }

    @Test
    void goesIntoObjectsAtDots() {
        assertThat(roles("realm_access.roles", "realm_access", Map.of("roles", List.of("staff"))))
                .containsExactly("ROLE_staff");
    }

    @Test
    void findsAClaimThatHasTheDotsInItsName() {
        assertThat(roles("https://shop.example/roles", "https://shop.example/roles", List.of("staff")))
                .containsExactly("ROLE_staff");
    }

    @Test
    void takesNothingElse() {
        assertThat(roles("roles", "roles", 7)).isEmpty();
        assertThat(roles("roles", "roles", Map.of("staff", true))).isEmpty();
        assertThat(roles("roles", "roles", List.of(7, List.of("staff")))).isEmpty();
        assertThat(roles("roles", "scope", "staff")).isEmpty();
        assertThat(roles("realm_access.roles", "realm_access", "staff")).isEmpty();
    }

    private static List<String> roles(String configured, String claim, Object value) {
        Jwt token = Jwt.withTokenValue("token")
                .header("alg", "none")
                .subject("ada")
                .expiresAt(Instant.MAX)
                .claim(claim, value)
                .build();
        return new RolesConverter(configured)
                .convert(token).stream().map(GrantedAuthority::getAuthority).toList();
    }
}
