package store.retro.platform.admission;

import java.util.concurrent.Semaphore;

/**
 * So many transactions at a time; half as many each time the database sheds one, down to one, and one more again for
 * each that it takes.
 */
final class TransactionPermits extends Semaphore {

    private int now;
    private int withheld;

    TransactionPermits(int most) {
        super(most, true);
        this.now = most;
    }

    synchronized void halve() {
        int fewer = now / 2;
        reducePermits(fewer);
        now -= fewer;
        withheld += fewer;
    }

    synchronized void restoreOne() {
        if (withheld > 0) {
            withheld--;
            now++;
            release();
        }
    }
}
