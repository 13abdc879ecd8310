package store.retro.reliability;

import java.io.UncheckedIOException;
import java.util.Map;
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
     * @throws AssertionError when it is refused, or no answer comes, however often it is asked
     */
    String pays(Buyer buyer, Line... lines) {
        Map<String, String> key = Map.of("Idempotency-Key", "\"" + UUID.randomUUID() + "\"");
        String payment = Buyer.paymentBody("pm_card_visa", lines);
        Answer answer = finalAnswer(() -> Optional.of(buyer.post("/payments", key, payment)), payment);
        if (answer.status() != 201) {
            throw new AssertionError("not paid: " + payment + ", " + answer);
        }
        return answer.at("/id");
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
        return finalAnswer(() -> asks(buyer, purchase), purchase);
    }

    /**
     * Places an order, asking until it is known to be placed.
     *
     * @return its id
     * @throws AssertionError when it is refused, or no answer comes, however often it is asked
     */
    String orders(Buyer buyer, Purchase purchase) {
        Answer answer = insists(buyer, purchase);
        if (answer.status() != 201) {
            throw new AssertionError("not placed: " + purchase + ", " + answer);
        }
        return answer.at("/id");
    }

    /**
     * Cancels an order, asking until it is known to be cancelled.
     *
     * @throws AssertionError when it cannot be, or no answer comes, however often it is asked
     */
    void cancels(Buyer buyer, String order) {
        Answer answer = finalAnswer(() -> heard(() -> buyer.cancels(order)), "cancelling " + order);
        if (answer.status() != 200) {
            throw new AssertionError("not cancelled: " + order + ", " + answer);
        }
    }

    /**
     * Ships an order as staff does: once it is paid, asking until it is known to be shipped.
     *
     * @throws AssertionError when it cannot be, however often it is asked
     */
    void ships(Buyer staff, String order) {
        Answer answer = finalAnswer(
                () -> heard(() -> staff.ships(order)).filter(each -> each.status() != NOT_YET), "shipping " + order);
        if (answer.status() != 200) {
            throw new AssertionError("not shipped: " + order + ", " + answer);
        }
    }

    private static Answer finalAnswer(Supplier<Optional<Answer>> request, Object what) {
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
