package store.retro.money;

/**
 * An amount of the store's one currency.
 *
 * @param amount minor units (cents)
 * @param currency ISO 4217 code
 */
public record Money(long amount, String currency) {

    /** More than this no client can be sure to read exactly: 2⁵³ − 1. */
    public static final long MOST = 9_007_199_254_740_991L;

    /**
     * Makes sure that a stored amount can be shown.
     *
     * @param least minor units, as the amount
     */
    public static void requireFrom(long least, long amount) {
        if (amount < least || amount > MOST) {
            throw new IllegalArgumentException("an amount out of range");
        }
    }
}
