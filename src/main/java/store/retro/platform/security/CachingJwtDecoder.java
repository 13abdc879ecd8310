package store.retro.platform.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Remembers, for a minute at most, that a signature was good: verifying one costs more than reading a product. Times
 * and subject are checked at every use, so that a token never outlives its {@code exp}; a key that its issuer has
 * withdrawn is refused after a minute. Tokens are kept under their hash.
 */
class CachingJwtDecoder implements JwtDecoder {

    static final Duration REMEMBERED = Duration.ofSeconds(60);

    private final JwtDecoder decoder;
    private final OAuth2TokenValidator<Jwt> everyTime;
    private final LongSupplier nanoTime;
    private final Map<String, Verified> verified;

    private record Verified(Jwt token, long at) {}

    CachingJwtDecoder(JwtDecoder decoder, OAuth2TokenValidator<Jwt> everyTime, int size, LongSupplier nanoTime) {
        this.decoder = decoder;
        this.everyTime = everyTime;
        this.nanoTime = nanoTime;
        this.verified = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
                return size() > size;
            }
        };
    }

    @Override
    public Jwt decode(String token) {
        String hash = hash(token);
        Jwt known = recall(hash);
        Jwt jwt = known == null ? decoder.decode(token) : known;
        OAuth2TokenValidatorResult result = everyTime.validate(jwt);
        if (result.hasErrors()) {
            throw new JwtValidationException("the token is not valid", result.getErrors());
        }
        if (known == null) {
            remember(hash, jwt);
        }
        return jwt;
    }

    private @Nullable Jwt recall(String hash) {
        synchronized (verified) {
            Verified entry = verified.get(hash);
            if (entry != null && nanoTime.getAsLong() - entry.at() < REMEMBERED.toNanos()) {
                return entry.token();
            }
            verified.remove(hash);
            return null;
        }
    }

    private void remember(String hash, Jwt jwt) {
        synchronized (verified) {
            verified.put(hash, new Verified(jwt, nanoTime.getAsLong()));
        }
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
