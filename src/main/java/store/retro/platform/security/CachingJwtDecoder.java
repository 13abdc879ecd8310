package store.retro.platform.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidationException;

/**
 * Remembers, for a minute at most, that a signature was good: verifying one costs more than reading a document. Times
 * and subject are checked at every use, so that a token never outlives its {@code exp}; a key that its issuer has
 * withdrawn is refused after a minute. Tokens are kept under their hashes, with no more of their claims than is looked
 * at.
 */
class CachingJwtDecoder implements JwtDecoder {

    private static final Duration REMEMBERED = Duration.ofSeconds(60);
    private static final Set<String> LOOKED_AT = Set.of(
            JwtClaimNames.SUB,
            JwtClaimNames.EXP,
            JwtClaimNames.NBF,
            JwtClaimNames.IAT,
            StaffClient.AZP,
            StaffClient.CLIENT_ID);

    private final JwtDecoder decoder;
    private final OAuth2TokenValidator<Jwt> everyTime;
    private final String rolesClaim;
    private final Cache<String, Jwt> verified;

    /** @param rolesClaim the claim that is kept besides what else is looked at, or the object that it is in */
    CachingJwtDecoder(
            JwtDecoder decoder, OAuth2TokenValidator<Jwt> everyTime, String rolesClaim, int size, Ticker ticker) {
        this.decoder = decoder;
        this.everyTime = everyTime;
        this.rolesClaim = rolesClaim;
        this.verified = Caffeine.newBuilder()
                .maximumSize(size)
                .expireAfterWrite(REMEMBERED)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Jwt decode(String token) {
        String hash = hash(token);
        Jwt known = verified.getIfPresent(hash);
        Jwt jwt = known == null ? verify(token) : known;
        OAuth2TokenValidatorResult result = everyTime.validate(jwt);
        if (result.hasErrors()) {
            throw new JwtValidationException("the token is not valid", result.getErrors());
        }
        if (known == null) {
            verified.put(hash, lean(jwt, hash));
        }
        return jwt;
    }

    /** An issuer whose metadata cannot be read now is as far out of reach as one whose keys cannot. */
    private Jwt verify(String token) {
        try {
            return decoder.decode(token);
        } catch (JwtDecoderInitializationException e) {
            if (e.getCause() instanceof IllegalStateException unlike && unlike.getCause() == null) {
                throw new IllegalStateException(
                        "spring.security.oauth2.resourceserver.jwt.issuer-uri is not what the issuer calls itself, to"
                                + " the letter: " + unlike.getMessage(),
                        e);
            }
            throw new JwtException("the issuer's metadata are out of reach", e);
        }
    }

    private Jwt lean(Jwt jwt, String hash) {
        return Jwt.withTokenValue(hash)
                .header("alg", Objects.requireNonNull(jwt.getHeaders().get("alg")))
                .claims(claims -> jwt.getClaims().forEach((name, value) -> {
                    if (isLookedAt(name)) {
                        claims.put(name, value);
                    }
                }))
                .build();
    }

    private boolean isLookedAt(String claim) {
        return LOOKED_AT.contains(claim) || Caller.CLAIMS.contains(claim) || (rolesClaim + ".").startsWith(claim + ".");
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
