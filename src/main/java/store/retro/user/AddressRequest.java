package store.retro.user;

import jakarta.validation.constraints.NotNull;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import store.retro.web.Text;

/** An address as a client sends it. */
public record AddressRequest(
        @Nullable @NotNull @Text String recipient,
        @Nullable @NotNull @Text String line1,
        @Nullable @Text String line2,
        @Nullable @NotNull @Text String city,
        @Nullable @Text String region,
        @Nullable @Text(max = 20) String postalCode,
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
