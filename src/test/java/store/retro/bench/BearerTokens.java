package store.retro.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import store.retro.bench.Refusal.Reason;

/**
 * Verifies tokens, and remembers for a minute at most that a signature was good, as the store does. Times are checked
 * at every use.
 */
final class BearerTokens {

    private static final String SCHEME = "Bearer ";
    private static final int REMEMBERED = 10_000;
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(60).toNanos();
    private static final long SKEW_MILLIS = Duration.ofSeconds(60).toMillis();

    private final JWSVerifier verifier;
    private final Map<String, Verified> verified = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Verified> eldest) {
            return size() > REMEMBERED;
        }
    };

    BearerTokens(RSAPublicKey key) {
        this.verifier = new RSASSAVerifier(key);
    }

    private record Verified(JWTClaimsSet claims, long at) {}

    /**
     * Whose token it is.
     *
     * @param authorization the header
     * @throws Refusal {@code unauthenticated}
     */
    String user(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw refusal();
        }
        String token = authorization.substring(SCHEME.length()).strip();
        Optional<JWTClaimsSet> known = recall(token);
        JWTClaimsSet claims = known.orElseGet(() -> verify(token));
        requireNow(claims);
        String subject = claims.getSubject();
        if (subject == null || subject.isBlank()) {
            throw refusal();
        }
        if (known.isEmpty()) {
            remember(token, claims);
        }
        return subject;
    }

    private JWTClaimsSet verify(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.RS256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(verifier)) {
                throw refusal();
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException | JOSEException e) {
            throw refusal();
        }
    }

    private static void requireNow(JWTClaimsSet claims) {
        long now = System.currentTimeMillis();
        Date end = claims.getExpirationTime();
        Date begin = claims.getNotBeforeTime();
        if (end == null || end.getTime() + SKEW_MILLIS <= now || begin != null && begin.getTime() - SKEW_MILLIS > now) {
            throw refusal();
        }
    }

    private Optional<JWTClaimsSet> recall(String token) {
        synchronized (verified) {
            Verified entry = verified.get(token);
            return entry != null && System.nanoTime() - entry.at() < REMEMBERED_NANOS
                    ? Optional.of(entry.claims())
                    : Optional.empty();
        }
    }

    private void remember(String token, JWTClaimsSet claims) {
        synchronized (verified) {
            verified.put(token, new Verified(claims, System.nanoTime()));
        }
    }

    private static Refusal refusal() {
        return new Refusal(Reason.UNAUTHENTICATED, "A valid bearer token is needed.");
    }
}
