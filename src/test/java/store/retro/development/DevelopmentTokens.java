package store.retro.development;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import store.retro.fixture.TokenSigner;
import store.retro.platform.security.PublicEndpoints;

/** An identity provider in miniature: a key made at start-up, real signed tokens. */
@Configuration(proxyBeanMethods = false)
public class DevelopmentTokens {

    private static final Duration LIFETIME = Duration.ofHours(2);

    private final TokenSigner signer = new TokenSigner("development");

    @Bean
    JwtDecoder jwtDecoder() {
        return NimbusJwtDecoder.withPublicKey(signer.publicKey()).build();
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
        return new Token(signer.token(userId, roles, LIFETIME), now.plus(LIFETIME));
    }

    /** As {@link #issue}, made for a client, as an issuer's tokens are. */
    public String issue(String client, String userId, List<String> roles) {
        return signer.token(new JWTClaimsSet.Builder(TokenSigner.claims(userId, roles, LIFETIME))
                .claim("azp", client)
                .build());
    }

    /** A token that says just this. */
    public String sign(JWTClaimsSet claims) {
        return signer.token(claims);
    }

    /** What {@code POST /dev/tokens} answers. */
    public record Token(String token, Instant expiresAt) {}
}
