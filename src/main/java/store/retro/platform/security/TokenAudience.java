package store.retro.platform.security;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.stereotype.Component;
import store.retro.platform.problem.StartRefusedException;

/** Whether the tokens of the configured issuer that are meant for others are told from those that are meant for us. */
@Component
public class TokenAudience {

    private final boolean known;

    TokenAudience(ObjectProvider<OAuth2ResourceServerProperties> settings, SecurityProperties properties) {
        List<OAuth2ResourceServerProperties.Jwt> ofAnIssuer = settings.stream()
                .map(OAuth2ResourceServerProperties::getJwt)
                .filter(jwt -> jwt.getIssuerUri() != null)
                .toList();
        this.known = ofAnIssuer.stream().anyMatch(jwt -> !jwt.getAudiences().isEmpty());
        if (!ofAnIssuer.isEmpty() && !known && properties.requireAudience()) {
            throw new StartRefusedException(
                    "The store does not know which of its issuer's tokens are meant for it: no audience is configured.",
                    """
                    Set spring.security.oauth2.resourceserver.jwt.audiences to what your issuer puts into aud of \
                    tokens for this store.
                    If all of its tokens are meant for this store, set store.security.require-audience=false.\
                    """);
        }
    }

    /** Whether issuer and audience are both configured, so that no other service's token passes for one of ours. */
    public boolean isKnown() {
        return known;
    }
}
