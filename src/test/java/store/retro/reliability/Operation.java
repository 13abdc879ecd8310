package store.retro.reliability;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the service does for an order from its beginning to its end. */
enum Operation {
    PLACING("placing", null, "commitTransaction", List.of(TracedPurchase::pay), List.of(TracedPurchase::place)),

    CAPTURING(
            "capturing",
            "settlement.due",
            "findAndModify simulatedProvider",
            List.of(TracedPurchase::pay),
            List.of(TracedPurchase::place)),

    CANCELLING(
            "cancelling",
            null,
            "commitTransaction",
            List.of(TracedPurchase::pay, TracedPurchase::place, TracedPurchase::awaitQuiet),
            List.of(TracedPurchase::cancel)),

    /** Gives back what was captured. */
    REFUNDING(
            "refunding",
            "settlement.refundDue",
            "findAndModify simulatedProvider",
            List.of(TracedPurchase::pay, TracedPurchase::place, TracedPurchase::awaitQuiet),
            List.of(TracedPurchase::cancel)),

    /** A request of staff's for a part. */
    REDUCING(
            "giving a part of an order back",
            null,
            "commitTransaction",
            List.of(TracedPurchase::pay, TracedPurchase::place, TracedPurchase::awaitQuiet),
            List.of(TracedPurchase::refund)),

    /** Gives back a part of what was captured. */
    REFUNDING_A_PART(
            "refunding a part",
            "settlement.refundDue",
            "findAndModify simulatedProvider",
            List.of(TracedPurchase::pay, TracedPurchase::place, TracedPurchase::awaitQuiet),
            List.of(TracedPurchase::refund)),

    /** Gives back what was authorized for an order that was cancelled soon. */
    VOIDING(
            "voiding",
            "settlement.due",
            "findAndModify simulatedProvider",
            List.of(TracedPurchase::pay),
            List.of(TracedPurchase::place, TracedPurchase::cancel)),

    /** Gives back what no order has used. */
    RETURNING(
            "giving an unused payment back",
            "release",
            "findAndModify simulatedProvider",
            List.of(TracedPurchase::pay),
            List.of(TracedPurchase::letTimePass)),

    /** Of two events, one after the other. */
    DELIVERING(
            "delivering two events",
            "outbox.due",
            Operation.DELIVERY,
            List.of(TracedPurchase::pay),
            List.of(TracedPurchase::place, TracedPurchase::cancel));

    /** The step that is a request to the receiver of events. */
    static final String DELIVERY = "POST event";

    private final String words;
    private final @Nullable String due;
    private final String essential;
    private final List<Consumer<TracedPurchase>> preparation;
    private final List<Consumer<TracedPurchase>> beginning;

    /**
     * @param due of the background work that it is, if it is any
     * @param essential the step without which it would be another operation
     */
    Operation(
            String words,
            @Nullable String due,
            String essential,
            List<Consumer<TracedPurchase>> preparation,
            List<Consumer<TracedPurchase>> beginning) {
        this.words = words;
        this.due = due;
        this.essential = essential;
        this.preparation = preparation;
        this.beginning = beginning;
    }

    String words() {
        return words;
    }

    String essential() {
        return essential;
    }

    /** Does all that has to be done before it can begin. */
    void prepare(TracedPurchase errand) {
        preparation.forEach(each -> each.accept(errand));
    }

    /** Lets it begin; returns when the buyer has every answer. */
    void begin(TracedPurchase errand) {
        beginning.forEach(each -> each.accept(errand));
    }

    boolean beginsWithClaim() {
        return due != null;
    }

    boolean isClaim(Message message) {
        if (due == null || !message.text().contains(due + ".claim")) {
            return false;
        }
        boolean ofOne =
                message.command().startsWith("findAndModify") && message.text().contains("$inc");
        // of several documents it is told which ones were won
        return ofOne || message.command().startsWith("find ");
    }

    /** Whether a worker tries to take up anything. */
    static boolean isAnyClaim(Message message) {
        return Stream.of(values()).anyMatch(each -> each.isClaim(message));
    }

    /** A request ends with its transaction; what the service does for the buyer later is another operation. */
    boolean isLast(String step) {
        return due == null && step.equals("commitTransaction");
    }

    /** Whether a message that concerns the buyer can be of this operation, for others may be under way. */
    boolean mayContain(Message message) {
        if (isOfMoneyEvents(message)) {
            return false;
        }
        boolean ofEvents = message.command().equals(DELIVERY) || message.text().contains("outbox.due.claim");
        return ofEvents == (this == DELIVERING);
    }

    /** They are delivered like the others, and whenever the capture has come to its end. */
    private static boolean isOfMoneyEvents(Message message) {
        return message.text().contains("moneyOutbox.due.claim")
                || message.command().equals(DELIVERY)
                        && Stream.of("\"order.captured\"", "\"order.refunded\"").anyMatch(message.text()::contains);
    }
}
