package store.retro.platform.http;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How requests are taken.
 *
 * @param maxBody the largest body of a request that is read; a larger one is answered with 413
 * @param cors who may call from another origin
 * @param staffOrigins the only other origins whose pages may call {@code /staff}, such as {@code
 *     https://office.example}; none by default
 * @param publicUrl where buyers reach the store's page, such as {@code https://shop.example}
 * @param imageSources origins whose pictures may be shown, besides the store's own: exact ones, {@code https} only
 */
@Validated
@ConfigurationProperties("store.web")
public record WebProperties(
        @DefaultValue("64KB") @NotNull DataSize maxBody,
        @DefaultValue @Valid Cors cors,
        @DefaultValue @NotNull List<String> staffOrigins,

        @Nullable
        @Pattern(regexp = ADDRESS, message = "must be an address like https://shop.example/path, without a query")
        String publicUrl,

        @DefaultValue @NotNull
        List<@Pattern(regexp = ORIGIN, message = "must be an exact https origin") String> imageSources) {

    private static final String ORIGIN = "https://[a-z0-9-]+(\\.[a-z0-9-]+)*(:\\d{1,5})?";

    /** Of characters that mean nothing in HTML. */
    private static final String ADDRESS = "https?://[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*(:\\d{1,5})?(/[A-Za-z0-9._~-]+)*/?";

    public WebProperties {
        publicUrl = publicUrl == null || publicUrl.isBlank() ? null : publicUrl;
        staffOrigins = List.copyOf(staffOrigins);
        imageSources = List.copyOf(imageSources);
    }

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
