package store.retro.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.MappedJwtClaimSetConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

class CallerTest {

    private static final Instant NOW = Instant.parse("2026-11-28T09:00:00Z");
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private static Caller caller(Consumer<Map<String, Object>> says, String... roles) {
        Jwt token = Jwt.withTokenValue("token")
                .header("alg", "RS256")
                .subject("ada")
                .claims(says)
                .build();
        return Caller.of(new JwtAuthenticationToken(token, AuthorityUtils.createAuthorityList(roles)));
    }

    private static Caller named(Object name) {
        return caller(claims -> claims.put("name", name));
    }

    private static Caller withEmail(@Nullable Object email, Object verified) {
        return caller(claims -> {
            claims.put("email", email);
            claims.put("email_verified", verified);
        });
    }

    @Test
    void isCalledByTheFirstNameThatTheTokenHas() {
        assertThat(named("Ada Lovelace").name()).isEqualTo("Ada Lovelace");
        assertThat(caller(claims -> claims.putAll(Map.of("name", " ", "preferred_username", "lady")))
                        .name())
                .isEqualTo("lady");
        assertThat(caller(claims -> {}).name()).isNull();
        assertThat(caller(claims -> {}).nameOrId()).isEqualTo("ada");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada\r\nLovelace", "Ada\u0000\u0085Lovelace", "\u2028Ada\u2029 Lovelace\t"})
    void isCalledInOneLine(String name) {
        assertThat(named(name).name()).matches("Ada +Lovelace");
    }

    @Test
    void cutsALongNameBetweenCharacters() {
        assertThat(named("🕹".repeat(300)).name()).isEqualTo("🕹".repeat(200));
        assertThat(named("Ada\uD83D").name()).isEqualTo("Ada");
        assertThat(named(List.of("Ada")).name()).isNull();
    }

    @Test
    void hasTheEmailThatTheIssuerVouchesFor() {
        assertThat(withEmail("ada@example.com", true).email()).isEqualTo("ada@example.com");
        assertThat(withEmail("ada.lovelace+shop@mail.xn--bcher-kva.example", true)
                        .email())
                .isNotNull();
    }

    static Stream<Object> notVouchedFor() {
        return Stream.of(false, "true", 1, List.of(true));
    }

    @ParameterizedTest
    @MethodSource("notVouchedFor")
    void hasNoOtherEmail(Object verified) {
        assertThat(withEmail("ada@example.com", verified).email()).isNull();
        assertThat(withEmail("ada@example.com", verified).tellsEmail()).isTrue();
        assertThat(caller(claims -> claims.put("email", "ada@example.com")).email())
                .isNull();
        assertThat(caller(claims -> claims.put("email_verified", true)).tellsEmail())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada",
                "ada@",
                "@example.com",
                "ada@example.com, eve@example.com",
                "ada@example.com\r\nBcc: eve@example.com",
                "Ada <ada@example.com>",
                "ada@eve@example.com",
                "\"ada\"@example.com",
                "ada lovelace@example.com",
                "ada\u00a0@example.com",
                "ada@example.com\u0000"
            })
    void takesNothingForAnEmailThatIsMoreThanOneAddress(String email) {
        assertThat(withEmail(email, true).email()).isNull();
    }

    @Test
    void takesNoEmailThatIsTooLong() {
        assertThat(withEmail("a".repeat(65) + "@example.com", true).email()).isNull();
        assertThat(withEmail("ada@" + "e".repeat(200), true).email()).isNull();
        assertThat(withEmail(List.of("ada@example.com"), true).email()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"ROLE_staff, true", "ROLE_clerk, true", "ROLE_metrics, false", "staff, false", "ROLE_Staff, false"})
    void isOfStaffByRole(String role, boolean ofStaff) {
        assertThat(caller(claims -> {}, role).ofStaff()).isEqualTo(ofStaff);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "599, true", "601, false", "-30, true", "-3600, false", "100000000, false"})
    void hasSignedInWhenTheTokenSays(long secondsAgo, boolean lately) {
        long time = NOW.getEpochSecond() - secondsAgo;
        assertThat(caller(claims -> {
                            claims.put("auth_time", time);
                            claims.put("iat", NOW);
                        })
                        .signedInWithin(TEN_MINUTES, NOW))
                .isEqualTo(lately);
    }

    @Test
    void hasSignedInWhenTheTokenWasMadeWhereItSaysNothingElse() {
        assertThat(caller(claims -> claims.put("iat", NOW.minusSeconds(60))).signedInWithin(TEN_MINUTES, NOW))
                .isTrue();
        assertThat(caller(claims -> {}).signedInWithin(TEN_MINUTES, NOW)).isFalse();
    }

    static Stream<Object> noTimes() {
        return Stream.of("now", "1795856400", Long.MAX_VALUE, Double.NaN, -1, 1e300, List.of(), true);
    }

    @ParameterizedTest
    @MethodSource("noTimes")
    void hasNotSignedInLatelyByATimeThatIsNone(Object time) {
        assertThat(caller(claims -> claims.put("auth_time", time)).signedInWithin(TEN_MINUTES, NOW))
                .isFalse();
    }

    /** Which is then said to have been made just before it expires. */
    @Test
    void hasNotSignedInLatelyByATokenWithoutATime() {
        Map<String, Object> claims = MappedJwtClaimSetConverter.withDefaults(Map.of())
                .convert(Map.of("sub", "ada", "exp", NOW.plusSeconds(10).getEpochSecond()));

        assertThat(claims).containsKey("iat");
        assertThat(caller(said -> said.putAll(claims)).signedInWithin(TEN_MINUTES, NOW))
                .isFalse();
    }
}
