package store.retro.storefront;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the storefront page signs its users in.
 *
 * @param issuer OpenID Connect issuer, where the page finds {@code /.well-known/openid-configuration}
 * @param clientId the page's public client there; its redirect URI is the page's address
 * @param scope what the page asks for; the access token has to be one that this service accepts
 * @param audience what its {@code audience} parameter says when the page asks: some issuers give a token that others
 *     can read only for a service that is named; null where the issuer knows by itself
 * @param developmentSignIn whether the page offers the seeded users of {@code /dev/tokens}
 * @param connectSources origins, besides the store's own, that the page may call, such as the issuer
 */
@ConfigurationProperties("store.storefront")
record StorefrontProperties(
        @Nullable String issuer,
        @Nullable String clientId,
        @DefaultValue("openid") String scope,
        @Nullable String audience,
        @DefaultValue("false") boolean developmentSignIn,
        @JsonIgnore @DefaultValue List<String> connectSources) {

    StorefrontProperties {
        if ((issuer == null) != (clientId == null)) {
            throw new IllegalArgumentException(
                    "store.storefront.issuer and store.storefront.client-id go together: set both, or neither");
        }
    }
}
