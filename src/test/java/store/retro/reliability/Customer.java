package store.retro.reliability;

import java.io.UncheckedIOException;
import java.util.Optional;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Ledger;
import store.retro.fixture.Purchase;

/** A client that behaves as the contract asks: it repeats the same request, with its key, until it knows. */
final class Customer {

    /** Longer than any restart takes, even where others use the processors, too. */
    private static final long PATIENCE_NANOS = 240_000_000_000L;

    private static final int PAUSE_MILLIS = 50;

    private final Ledger ledger;

    Customer(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Asks once, and notes what is heard. */
    Optional<Answer> asks(Buyer buyer, Purchase purchase) {
        Optional<Answer> answer;
        try {
            answer = Optional.of(buyer.places(purchase));
        } catch (UncheckedIOException e) {
            answer = Optional.empty();
        }
        ledger.note(buyer, purchase, answer);
        return answer;
    }

    /**
     * Asks until an answer is final.
     *
     * @throws AssertionError when none comes, however often it is asked
     */
    Answer insists(Buyer buyer, Purchase purchase) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end) {
            Optional<Answer> answer = asks(buyer, purchase);
            if (answer.isPresent() && answer.get().status() != 503) {
                return answer.get();
            }
            pause(PAUSE_MILLIS);
        }
        throw new AssertionError("no final answer to " + purchase);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
