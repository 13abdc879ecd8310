package store.retro.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @CsvSource({
        "office, , ROLE_staff ROLE_metrics",
        ", office, ROLE_staff ROLE_metrics",
        "office, office, ROLE_staff ROLE_metrics",
        "shop, , ROLE_metrics",
        ", shop, ROLE_metrics",
        "office, shop, ROLE_metrics",
        "Office, , ROLE_metrics",
        ", , ROLE_metrics"
    })
    void knowsNoStaffInTokensOfAnotherClient(@Nullable String azp, @Nullable String clientId, String expected) {
        Jwt token = token("roles", List.of("staff", "metrics"))
                .claims(claims -> {
                    claims.put("azp", azp);
                    claims.put("client_id", clientId);
                    claims.values().removeIf(Objects::isNull);
                })
                .build();

        assertThat(roles(new RolesConverter("roles", new StaffClient("office")), token))
                .containsExactly(expected.split(" "));
    }

    private static List<String> roles(String configured, String claim, Object value) {
        return roles(new RolesConverter(configured, null), token(claim, value).build());
    }

    private static Jwt.Builder token(String claim, Object value) {
        return Jwt.withTokenValue("token")
                .header("alg", "none")
                .subject("ada")
                .expiresAt(Instant.MAX)
                .claim(claim, value);
    }

    private static List<String> roles(RolesConverter converter, Jwt token) {
        return converter.convert(token).stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
    }
}
