package store.retro.platform.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Tokens of an issuer that exists for one run of the tests. */
@TestConfiguration(proxyBeanMethods = false)
public class Tokens {

    static final KeyPair KEYS = keys();
    static final String ISSUER = "https://issuer.example";
    static final String AUDIENCE = "retro-store";

    @Bean
    JwtDecoder testDecoder() {
        NimbusJwtDecoder decoder =
                NimbusJwtDecoder.withPublicKey((RSAPublicKey) KEYS.getPublic()).build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(ISSUER),
                new JwtClaimValidator<List<String>>("aud", aud -> aud != null && aud.contains(AUDIENCE))));
        return decoder;
    }

    public static String bearer(String user) {
        return "Bearer " + of(claims -> claims.subject(user));
    }

    static String staff(String user) {
        return "Bearer " + of(claims -> claims.subject(user).claim("roles", List.of("staff")));
    }

    static String of(UnaryOperator<JWTClaimsSet.Builder> changes) {
        return signed(new JWSHeader(JWSAlgorithm.RS256), changes, KEYS);
    }

    static String signed(JWSHeader header, UnaryOperator<JWTClaimsSet.Builder> changes, KeyPair keys) {
        try {
            SignedJWT token = new SignedJWT(header, changes.apply(claims()).build());
            token.sign(new RSASSASigner(keys.getPrivate()));
            return token.serialize();
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("ada")
                .expirationTime(in(600));
    }

    static Date in(long seconds) {
        return Date.from(Instant.now().plusSeconds(seconds));
    }

    static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
