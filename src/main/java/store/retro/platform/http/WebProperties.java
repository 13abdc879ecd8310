package store.retro.platform.http;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What can be set of the web room.
 *
 * @param maxBody the largest body of a request that is read; a larger one is answered with 413
 * @param tokenCacheSize how many verified tokens are remembered, 0 for none
 * @param cspConnectSources origins, besides its own, that the storefront page may call, such as the issuer of tokens
 * @param cors who may call from another origin
 */
@Validated
@ConfigurationProperties("store.web")
public record WebProperties(
        @DefaultValue("64KB") @NotNull DataSize maxBody,
        @DefaultValue("10000") @PositiveOrZero int tokenCacheSize,
        @DefaultValue @NotNull List<String> cspConnectSources,
        @DefaultValue @Valid Cors cors) {

    /**
     * @param allowedOrigins origins whose pages may call the store, such as {@code https://shop.example}; none by
     *     default
     */
    record Cors(@DefaultValue @NotNull List<String> allowedOrigins) {

        public Cors {
            allowedOrigins = List.copyOf(allowedOrigins);
        }
    }

    public WebProperties {
        cspConnectSources = List.copyOf(cspConnectSources);
    }
}
