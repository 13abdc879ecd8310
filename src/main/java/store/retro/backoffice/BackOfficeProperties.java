package store.retro.backoffice;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the back office signs staff in.
 *
 * @param issuer OpenID Connect issuer, where the page finds {@code /.well-known/openid-configuration}
 * @param clientId the page's public client there, not the storefront's; where it is set, tokens of any other client are
 *     nobody's of the staff
 * @param scope what the page asks for; the access token has to be one that this service accepts, and to have the roles
 * @param audience what its {@code audience} parameter says when the page asks: some issuers give a token that others
 *     can read only for a service that is named; null where the issuer knows by itself
 * @param developmentSignIn whether the page offers the seeded users of {@code /dev/tokens} as clerk and as staff
 * @param connectSources origins, besides the store's own, that the page may call, such as the issuer
 */
@ConfigurationProperties("store.back-office")
record BackOfficeProperties(
        @Nullable String issuer,
        @Nullable String clientId,
        @DefaultValue("openid") String scope,
        @Nullable String audience,
        @DefaultValue("false") boolean developmentSignIn,
        @DefaultValue List<String> connectSources) {

    BackOfficeProperties {
        if ((issuer == null) != (clientId == null)) {
            throw new IllegalArgumentException(
                    "store.back-office.issuer and store.back-office.client-id go together: set both, or neither");
        }
        if (clientId != null && clientId.isBlank()) {
            throw new IllegalArgumentException(
                    "store.back-office.client-id is empty: nobody would be of the staff; name a client, or leave it"
                            + " out");
        }
    }
}
