package store.retro.development;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import store.retro.platform.security.PublicEndpoints;

/** An identity provider in miniature: a key made at start-up, real signed tokens. */
@Configuration(proxyBeanMethods = false)
public class DevelopmentTokens {

    private static final Duration LIFETIME = Duration.ofHours(2);

    private final RSAKey key;
    private final JwtEncoder encoder;

    DevelopmentTokens() throws JOSEException {
        this.key = new RSAKeyGenerator(2048).keyID("development").generate();
        this.encoder = NimbusJwtEncoder.withKeyPair(key.toRSAPublicKey(), key.toRSAPrivateKey())
                .build();
    }

    @Bean
    JwtDecoder jwtDecoder() throws JOSEException {
        return NimbusJwtDecoder.withPublicKey(key.toRSAPublicKey()).build();
    }

    @Bean
    PublicEndpoints developmentPaths() {
        return new PublicEndpoints(List.of(
                "POST /dev/tokens",
                "POST /dev/payments/{id}/complete",
                "PATCH /dev/products/{id}",
                "POST /dev/faults"));
    }

    /** A token for the user that is good for two hours. */
    public Token issue(String userId, List<String> roles) {
        Instant now = Instant.now();
        JwtClaimsSet claims = JwtClaimsSet.builder()
                .subject(userId)
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .claim("roles", roles)
                .build();
        return new Token(encoder.encode(JwtEncoderParameters.from(claims)).getTokenValue(), now.plus(LIFETIME));
    }

    /** What {@code POST /dev/tokens} answers. */
    public record Token(String token, Instant expiresAt) {}
}
