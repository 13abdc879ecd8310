package store.retro.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

class CachingJwtDecoderTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final AtomicInteger verifications = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final JwtTimestampValidator times = new JwtTimestampValidator();

    private CachingJwtDecoder remembering(int size) {
        return remembering(size, this::verify);
    }

    private CachingJwtDecoder remembering(int size, JwtDecoder decoder) {
        times.setClock(Clock.fixed(NOW, ZoneOffset.UTC));
        return new CachingJwtDecoder(decoder, times, "realm_access.roles", size, nanos::get);
    }

    private Jwt verify(String token) {
        verifications.incrementAndGet();
        return Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject("ada")
                .claim("email", "ada@example.com")
                .claim("azp", "shop")
                .claim("address", "12 St James's Square")
                .claim("realm_access", Map.of("roles", List.of("staff")))
                .expiresAt(NOW.plusSeconds(300))
                .build();
    }

    @Test
    void verifiesATokenOnceAMinute() {
        CachingJwtDecoder tokens = remembering(10);
        tokens.decode("a");
        nanos.addAndGet(59_000_000_000L);
        tokens.decode("a");
        assertThat(verifications).hasValue(1);
        nanos.addAndGet(1_000_000_000L);
        tokens.decode("a");
        assertThat(verifications).hasValue(2);
    }

    @Test
    void refusesARememberedTokenThatHasExpired() {
        CachingJwtDecoder tokens = remembering(10);
        tokens.decode("a");
        times.setClock(Clock.fixed(NOW.plusSeconds(400), ZoneOffset.UTC));
        assertThatThrownBy(() -> tokens.decode("a")).isInstanceOf(JwtValidationException.class);
    }

    @Test
    void remembersNoMoreThanSoMany() {
        CachingJwtDecoder tokens = remembering(10);
        IntStream.range(0, 100).forEach(i -> tokens.decode("token-" + i));
        verifications.set(0);
        IntStream.range(0, 100).forEach(i -> tokens.decode("token-" + i));
        assertThat(verifications).hasValueGreaterThanOrEqualTo(90);
    }

    @Test
    void keepsNoMoreOfATokenThanIsLookedAt() {
        CachingJwtDecoder tokens = remembering(10);
        tokens.decode("a");
        Jwt remembered = tokens.decode("a");
        assertThat(remembered.getClaims()).containsOnlyKeys("sub", "exp", "azp", "email", "realm_access");
        assertThat(remembered.getTokenValue()).isNotEqualTo("a");
    }

    @Test
    void remembersNothingWhenToldSo() {
        CachingJwtDecoder tokens = remembering(0);
        tokens.decode("a");
        tokens.decode("a");
        assertThat(verifications).hasValue(2);
    }

    @Test
    void takesAnIssuerThatIsDownForOneWhoseKeysAreOutOfReach() {
        JwtDecoder down = new SupplierJwtDecoder(
                () -> NimbusJwtDecoder.withIssuerLocation("http://localhost:1/").build());

        assertThatThrownBy(() -> remembering(10, down).decode("a")).isInstanceOf(JwtException.class);
    }

    @Test
    void namesTheSettingThatIsNotTheIssuersName() {
        JwtDecoder unlike = new SupplierJwtDecoder(() -> {
            throw new IllegalStateException("https://id.example/ did not match https://id.example");
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> remembering(10, unlike).decode("a"))
                .withMessageContaining("issuer-uri")
                .withMessageContaining("https://id.example/ did not match");
    }
}
