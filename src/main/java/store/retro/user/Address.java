package store.retro.user;

import org.jspecify.annotations.Nullable;

/**
 * Where an order is sent.
 *
 * @param country ISO 3166-1 alpha-2
 */
public record Address(
        String recipient,
        String line1,
        @Nullable String line2,
        String city,
        @Nullable String region,
        @Nullable String postalCode,
        String country) {

    public Address {
        if (recipient.isBlank() || line1.isBlank() || city.isBlank() || country.length() != 2) {
            throw new IllegalArgumentException("an address needs recipient, line1, city and a country of two letters");
        }
    }
}
