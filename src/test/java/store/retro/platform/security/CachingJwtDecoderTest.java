package store.retro.platform.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtValidationException;

class CachingJwtDecoderTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final AtomicInteger verifications = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();
    private final JwtTimestampValidator times = new JwtTimestampValidator();

    private CachingJwtDecoder remembering(int size) {
        times.setClock(Clock.fixed(NOW, ZoneOffset.UTC));
        return new CachingJwtDecoder(this::verify, times, size, nanos::get);
    }

    private Jwt verify(String token) {
        verifications.incrementAndGet();
        return Jwt.withTokenValue(token)
                .header("alg", "RS256")
                .subject("ada")
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
    void forgetsTheTokenThatWasUsedLongestAgo() {
        CachingJwtDecoder tokens = remembering(1);
        tokens.decode("a");
        tokens.decode("b");
        tokens.decode("a");
        assertThat(verifications).hasValue(3);
    }

    @Test
    void remembersNothingWhenToldSo() {
        CachingJwtDecoder tokens = remembering(0);
        tokens.decode("a");
        tokens.decode("a");
        assertThat(verifications).hasValue(2);
    }
}
