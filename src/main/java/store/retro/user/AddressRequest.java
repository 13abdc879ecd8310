package store.retro.user;

import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import store.retro.platform.http.NonBlankText;

/** An address as a client sends it. */
public record AddressRequest(
        @Nullable @NotNull @NonBlankText String recipient,
        @Nullable @NotNull @NonBlankText String line1,
        @Nullable @NonBlankText String line2,
        @Nullable @NotNull @NonBlankText String city,
        @Nullable @NonBlankText String region,
        @Nullable @NonBlankText(max = 20) String postalCode,
        @Nullable @NotNull @CountryCode String country) {

    /** The address, once it has passed validation. */
    public Address toAddress() {
        return new Address(
                Objects.requireNonNull(recipient),
                Objects.requireNonNull(line1),
                line2,
                Objects.requireNonNull(city),
                region,
                postalCode,
                Objects.requireNonNull(country));
    }
}
