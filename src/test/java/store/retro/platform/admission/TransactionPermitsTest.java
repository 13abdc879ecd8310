package store.retro.platform.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TransactionPermitsTest {

    private final TransactionPermits permits = new TransactionPermits(8);

    @Test
    void letsHalfAsManyInEachTimeAndAlwaysOne() {
        permits.halve();
        assertThat(permits.availablePermits()).isEqualTo(4);

        IntStream.range(0, 9).forEach(i -> permits.halve());
        assertThat(permits.availablePermits()).isEqualTo(1);
    }

    @Test
    void letsAllInAgainOneByOne() {
        permits.halve();

        permits.restoreOne();
        assertThat(permits.availablePermits()).isEqualTo(5);

        IntStream.range(0, 9).forEach(i -> permits.restoreOne());
        assertThat(permits.availablePermits()).isEqualTo(8);
    }

    @Test
    void waitsForThoseThatAreUnderWay() {
        IntStream.range(0, 8).forEach(i -> permits.tryAcquire());
        permits.halve();

        permits.release(4);
        assertThat(permits.tryAcquire()).isFalse();
        permits.release();
        assertThat(permits.tryAcquire()).isTrue();
    }
}
