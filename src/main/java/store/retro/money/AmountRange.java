package store.retro.money;

/**
 * The amounts that can be paid, in minor units of the store's currency.
 *
 * @param step of which each is a multiple
 */
public record AmountRange(long least, long most, long step) {

    public static final AmountRange ANY = new AmountRange(0, Money.MOST, 1);

    public boolean contains(long amount) {
        return amount >= least && amount <= most && amount % step == 0;
    }
}
