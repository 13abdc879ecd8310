package store.retro.money;

/**
 * An amount of the store's one currency.
 *
 * @param amount minor units (cents), never negative
 * @param currency ISO 4217 code
 */
public record Money(long amount, String currency) {

    public Money {
        if (amount < 0) {
            throw new IllegalArgumentException("an amount of money must not be negative: " + amount);
        }
    }
}
