package store.retro.platform.security;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens may do what.
 *
 * @param rolesClaim where a token has its roles; dots go into objects, as in {@code realm_access.roles}
 * @param tokenCacheSize how many verified tokens are remembered, 0 for none
 * @param requireAudience whether the store refuses to start with an issuer and no audience
 */
@Validated
@ConfigurationProperties("store.security")
public record SecurityProperties(
        @NotBlank @DefaultValue("roles") String rolesClaim,
        @PositiveOrZero @DefaultValue("10000") int tokenCacheSize,
        @DefaultValue("true") boolean requireAudience) {}
