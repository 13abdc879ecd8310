package store.retro.reliability;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console.Line;
import store.retro.fixture.Ledger;
import store.retro.fixture.Purchase;

/** A client that behaves as the contract asks: it repeats the same request, with its key, until it knows. */
final class Customer {

    /** Longer than any restart takes, even where others use the processors, too. */
    private static final long PATIENCE_NANOS = 240_000_000_000L;

    private static final int PAUSE_MILLIS = 50;
    private static final int NOT_YET = 409;

    private final Ledger ledger;

    Customer(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Pays with a card that works, asking while the store says so.
     *
     * @return the payment's id
     * @throws AssertionError when it is refused, or the store never stops saying so
     * @throws UncheckedIOException when no answer comes: nothing is to break while somebody pays
     */
    String pays(Buyer buyer, Line... lines) {
        String key = UUID.randomUUID().toString();
        Supplier<Optional<Answer>> request = () -> Optional.of(buyer.paysWithKey(key, "pm_card_visa", lines));
        return finalAnswer(201, request, "paying for " + List.of(lines)).at("/id");
    }

    /** Asks once, and notes what is heard. */
    Optional<Answer> asks(Buyer buyer, Purchase purchase) {
        Optional<Answer> answer = heard(() -> buyer.places(purchase));
        ledger.note(buyer, purchase, answer);
        return answer;
    }

    /**
     * Asks until an answer is final.
     *
     * @throws AssertionError when none comes, however often it is asked
     */
    Answer insists(Buyer buyer, Purchase purchase) {
        return finalAnswer(() -> asks(buyer, purchase), "placing " + purchase);
    }

    /**
     * Places an order, asking until it is known to be placed.
     *
     * @return its id
     * @throws AssertionError when it is refused, or no answer comes, however often it is asked
     */
    String orders(Buyer buyer, Purchase purchase) {
        return finalAnswer(201, () -> asks(buyer, purchase), "placing " + purchase)
                .at("/id");
    }

    /**
     * Cancels an order, asking until it is known to be cancelled.
     *
     * @throws AssertionError when it cannot be, or no answer comes, however often it is asked
     */
    void cancels(Buyer buyer, String order) {
        finalAnswer(200, () -> heard(() -> buyer.cancels(order)), "cancelling " + order);
    }

    /**
     * Gives back lines of an order as staff does, asking with the same key until it is known to be done.
     *
     * @throws AssertionError when it is refused, or no answer comes, however often it is asked
     */
    void refunds(Buyer staff, String order, Line... lines) {
        String key = UUID.randomUUID().toString();
        String body = Buyer.refundBody(true, lines);
        finalAnswer(201, () -> heard(() -> staff.refunds(order, key, body)), "refunding " + order);
    }

    /**
     * Ships an order as staff does: once it is paid, asking until it is known to be shipped.
     *
     * @throws AssertionError when it cannot be, however often it is asked
     */
    void ships(Buyer staff, String order) {
        Supplier<Optional<Answer>> request =
                () -> heard(() -> staff.ships(order)).filter(each -> each.status() != NOT_YET);
        finalAnswer(200, request, "shipping " + order);
    }

    private static Answer finalAnswer(int status, Supplier<Optional<Answer>> request, String what) {
        Answer answer = finalAnswer(request, what);
        if (answer.status() != status) {
            throw new AssertionError(what + ": not " + status + " but " + answer);
        }
        return answer;
    }

    private static Answer finalAnswer(Supplier<Optional<Answer>> request, String what) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < end) {
            Optional<Answer> answer = request.get();
            if (answer.isPresent() && answer.get().status() != 503) {
                return answer.get();
            }
            pause(PAUSE_MILLIS);
        }
        throw new AssertionError("no final answer to " + what);
    }

    private static Optional<Answer> heard(Supplier<Answer> request) {
        try {
            return Optional.of(request.get());
        } catch (UncheckedIOException e) {
            return Optional.empty();
        }
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
