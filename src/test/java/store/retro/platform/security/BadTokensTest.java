package store.retro.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.PlainJWT;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import store.retro.fixture.TokenSigner;
import store.retro.fixture.Tokens;
import store.retro.platform.PlatformTest;

@PlatformTest
class BadTokensTest {

    @Autowired
    MockMvcTester mvc;

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void refusesABadToken(String name, String authorization) {
        MvcTestResult result =
                mvc.get().uri("/list").header("Authorization", authorization).exchange();
        assertThat(result).hasStatus(401).hasContentType(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(result).bodyJson().extractingPath("$.code").isEqualTo("unauthenticated");
        assertThat(result.getResponse().getHeader("WWW-Authenticate")).startsWith("Bearer ");
        assertThat(result.getResponse().getHeader("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void takesAGoodToken() {
        assertThat(mvc.get().uri("/list").header("Authorization", Tokens.bearer("ada")))
                .hasStatusOk();
    }

    @Test
    void ignoresABadTokenWhereNoneIsNeeded() {
        assertThat(mvc.get().uri("/products").header("Authorization", "Bearer nonsense"))
                .hasStatusOk();
    }

    static Stream<Arguments> badTokens() throws Exception {
        String good = Tokens.of(claims -> claims);
        String[] parts = good.split("\\.");
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("no scheme", good);
        bad.put("another scheme", "Basic YWRhOmFkYQ==");
        bad.put("no token", "Bearer ");
        bad.put("nonsense", "Bearer nonsense");
        bad.put("three dots", "Bearer ...");
        bad.put("illegal characters", "Bearer a b");
        bad.put("no signature", "Bearer " + parts[0] + "." + parts[1] + ".");
        bad.put("two parts", "Bearer " + parts[0] + "." + parts[1]);
        bad.put("payload of another", "Bearer " + parts[0] + "." + encoded("{\"sub\":\"grace\"}") + "." + parts[2]);
        bad.put("payload is no JSON", "Bearer " + parts[0] + "." + encoded("{") + "." + parts[2]);
        bad.put("header is no JSON", "Bearer " + encoded("{") + "." + parts[1] + "." + parts[2]);
        bad.put("signature cut", "Bearer " + good.substring(0, good.length() - 8));
        bad.put("alg none", "Bearer " + new PlainJWT(Tokens.claims().build()).serialize());
        bad.put("HS256 with the public key", "Bearer " + signedWithThePublicKey());
        bad.put(
                "another key",
                "Bearer " + new TokenSigner("other").token(Tokens.claims().build()));
        bad.put(
                "another algorithm",
                "Bearer "
                        + Tokens.SIGNER.token(
                                JWSAlgorithm.RS512, Tokens.claims().build()));
        bad.put("another key under its kid", "Bearer " + signedWithAKid());
        bad.put("expired", "Bearer " + Tokens.of(claims -> claims.expirationTime(Tokens.in(-120))));
        bad.put("no exp", "Bearer " + Tokens.of(claims -> claims.expirationTime(null)));
        bad.put("not valid yet", "Bearer " + Tokens.of(claims -> claims.notBeforeTime(Tokens.in(120))));
        bad.put("another audience", "Bearer " + Tokens.of(claims -> claims.audience("another-store")));
        bad.put("no audience", "Bearer " + Tokens.of(claims -> claims.audience(List.of())));
        bad.put("another issuer", "Bearer " + Tokens.of(claims -> claims.issuer("https://elsewhere.example")));
        bad.put("no issuer", "Bearer " + Tokens.of(claims -> claims.issuer(null)));
        bad.put("no sub", "Bearer " + Tokens.of(claims -> claims.subject(null)));
        bad.put("empty sub", "Bearer " + Tokens.of(claims -> claims.subject("")));
        return bad.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    private static String encoded(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes());
    }

    private static String signedWithThePublicKey() throws JOSEException {
        return TokenSigner.signed(
                new JWSHeader(JWSAlgorithm.HS256),
                Tokens.claims().build(),
                new MACSigner(Tokens.SIGNER.publicKey().getEncoded()));
    }

    private static String signedWithAKid() {
        return new TokenSigner("test").token(Tokens.claims().build());
    }
}
