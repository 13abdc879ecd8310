package store.retro.platform.security;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.core.oidc.StandardClaimNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * What a good token says of whom it was made for.
 *
 * @param id its {@code sub}
 * @param name {@code name}, else {@code preferred_username}: a line of 200 characters at most; null where it says none
 * @param email where the issuer has verified it; else null
 * @param tellsEmail whether it says any, verified or not
 * @param signedInAt {@code auth_time}, else when the token was made; the epoch where nobody can tell
 * @param ofStaff whether it opens anything under {@code /staff}
 */
public record Caller(
        String id,
        @Nullable String name,
        @Nullable String email,
        boolean tellsEmail,
        Instant signedInAt,
        boolean ofStaff) {

    private static final String AUTH_TIME = "auth_time";

    /** What is looked at besides subject and times. */
    static final Set<String> CLAIMS = Set.of(
            StandardClaimNames.NAME,
            StandardClaimNames.PREFERRED_USERNAME,
            StandardClaimNames.EMAIL,
            StandardClaimNames.EMAIL_VERIFIED,
            AUTH_TIME);

    private static final int MOST_CHARACTERS = 200;

    /** Clocks may differ by so much. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    /** One address, and nothing that would be anything else in a header. */
    private static final Pattern ADDRESS = Pattern.compile(
            "[^\\s\\p{C}@<>()\\[\\],;:\\\\\"]{1,64}@[^\\s\\p{C}@<>()\\[\\],;:\\\\\"]{1,189}",
            Pattern.UNICODE_CHARACTER_CLASS);

    /** @param caller of a request that has brought a token */
    public static Caller of(Principal caller) {
        JwtAuthenticationToken authentication = (JwtAuthenticationToken) caller;
        Jwt token = authentication.getToken();
        Object email = token.getClaims().get(StandardClaimNames.EMAIL);
        Object verified = token.getClaims().get(StandardClaimNames.EMAIL_VERIFIED);
        return new Caller(
                authentication.getName(),
                name(token),
                email instanceof String text
                                && Boolean.TRUE.equals(verified)
                                && ADDRESS.matcher(text).matches()
                        ? text
                        : null,
                email != null,
                signedInAt(token),
                AuthorityUtils.authorityListToSet(authentication.getAuthorities()).stream()
                        .anyMatch(role ->
                                role.equals("ROLE_" + AccessRules.STAFF) || role.equals("ROLE_" + AccessRules.CLERK)));
    }

    /** The name, or the id in its place, likewise. */
    public String nameOrId() {
        return Objects.requireNonNullElse(name, Objects.requireNonNullElse(line(id), "?"));
    }

    /** Whether it is known to be no longer ago. */
    public boolean signedInWithin(Duration time, Instant now) {
        return signedInAt.isAfter(now.minus(time)) && signedInAt.isBefore(now.plus(SKEW));
    }

    private static @Nullable String name(Jwt token) {
        String name = line(token.getClaims().get(StandardClaimNames.NAME));
        return name == null ? line(token.getClaims().get(StandardClaimNames.PREFERRED_USERNAME)) : name;
    }

    /** One line of text; null if nothing is left of it. */
    private static @Nullable String line(@Nullable Object claim) {
        if (!(claim instanceof String text)) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .map(c -> isOfALine(c) ? c : ' ')
                .limit(MOST_CHARACTERS)
                .forEach(line::appendCodePoint);
        String stripped = line.toString().strip();
        return stripped.isEmpty() ? null : stripped;
    }

    private static boolean isOfALine(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            default -> true;
        };
    }

    private static Instant signedInAt(Jwt token) {
        Object time = token.getClaims().get(AUTH_TIME);
        if (time == null) {
            return madeAt(token);
        }
        long seconds = time instanceof Number number ? number.longValue() : 0;
        return Instant.ofEpochSecond(Math.max(0, Math.min(seconds, Instant.MAX.getEpochSecond())));
    }

    /** Spring Security lets a token without {@code iat} have been made a second before it expires. */
    private static Instant madeAt(Jwt token) {
        Instant issued = token.getClaimAsInstant(JwtClaimNames.IAT);
        Instant expires = token.getClaimAsInstant(JwtClaimNames.EXP);
        if (issued == null || expires != null && issued.equals(expires.minusSeconds(1))) {
            return Instant.EPOCH;
        }
        return issued;
    }
}
