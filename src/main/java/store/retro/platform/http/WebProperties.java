package store.retro.platform.http;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How requests are taken.
 *
 * @param maxBody the largest body of a request that is read; a larger one is answered with 413
 * @param cors who may call from another origin
 */
@Validated
@ConfigurationProperties("store.web")
public record WebProperties(
        @DefaultValue("64KB") @NotNull DataSize maxBody,
        @DefaultValue @Valid Cors cors) {

    /**
     * @param allowedOrigins origins whose pages may call the store, such as {@code https://shop.example}; none by
     *     default
     */
    public record Cors(@DefaultValue @NotNull List<String> allowedOrigins) {

        public Cors {
            allowedOrigins = List.copyOf(allowedOrigins);
        }
    }
}
