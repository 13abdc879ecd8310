package store.retro.platform.problem;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The vocabulary of rejections: every code that a client can meet, with its status and what to do about it. */
public enum Problem {
    MALFORMED_REQUEST(
            400,
            "The request cannot be read",
            "The request is not well-formed: its body is not JSON, is not UTF-8, has an unknown or a duplicate member, "
                    + "or a value is of the wrong type. "
                    + "Nothing is converted: \"1\" is not a number, 1.0 is no integer.",
            "Correct the request as the detail says; the same request will be refused again."),
    INVALID_REQUEST(
            400,
            "The request is not valid",
            "The request was read, but something in it is missing, empty, out of range or of the wrong form.",
            "Look at errors: each one names a place, by a JSON pointer into the body or by a query parameter."),
    INVALID_IDEMPOTENCY_KEY(
            400,
            "The Idempotency-Key is not valid",
            "The header has to be sent once, with 1 to 255 visible ASCII characters, "
                    + "with or without quotes around them.",
            "Send one key, such as a random UUID, without parameters."),
    UNAUTHENTICATED(
            401,
            "A valid token is needed",
            "The request carries no bearer token, or one that is expired, not yet valid or not meant for this store.",
            "Get a new token, and send it as Authorization: Bearer."),
    PAYMENT_NOT_AUTHORIZED(
            402,
            "The payment does not cover the order",
            "The payment is not known, was declined or voided, is of another amount, or still waits for its payer.",
            "The member reason says which: finish the payment if it requires action, else start a new one."),
    UNKNOWN_USER(
            403,
            "The user is not known here",
            "The token is good, but the store has no user of that name.",
            "Use the token of a registered user."),
    FORBIDDEN(
            403,
            "This is not allowed",
            "The token is good, but it lacks the role that this operation asks for.",
            "Use the token of someone who has the role."),
    NOT_FOUND(
            404,
            "There is nothing here",
            "No such thing exists, or it belongs to somebody else.",
            "Check the path and the id."),
    METHOD_NOT_ALLOWED(
            405,
            "The method is not allowed here",
            "The path exists, but does not answer to this method.",
            "Use one of the methods that the Allow header names."),
    NOT_ACCEPTABLE(
            406,
            "No acceptable form is available",
            "The Accept header rules out every form that this operation can answer in.",
            "Accept application/json."),
    OUT_OF_STOCK(
            409,
            "There is not enough in stock",
            "One or more products have fewer pieces left than were asked for. Nothing was taken.",
            "Look at items for what is available, and ask for no more than that."),
    PRICE_CHANGED(
            409,
            "The price has changed",
            "The total at today's prices is not the amount that was agreed to.",
            "Show the buyer today's total, billingAmount, and start a new payment if they agree."),
    PAYMENT_ALREADY_USED(
            409,
            "The payment was already used",
            "A payment pays for one order, and this one has paid for another.",
            "Start a new payment."),
    ORDER_NOT_CANCELLABLE(
            409, "The order can no longer be cancelled", "The order has been shipped.", "Return the goods instead."),
    ORDER_NOT_SHIPPABLE(
            409,
            "The order cannot be shipped",
            "The order was cancelled, or its payment has not been captured yet.",
            "Look at the order: if it is not cancelled, try again when its payment has been captured."),
    PAYLOAD_TOO_LARGE(
            413,
            "The body is too large",
            "The body of the request is larger than the store reads.",
            "Send less; an order has at most 50 lines."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "The form of the body is not supported",
            "The Content-Type is missing, or is one that this operation does not read.",
            "Send application/json in UTF-8."),
    UNKNOWN_PRODUCT(
            422,
            "A product is not known",
            "The order names products that the store does not have.",
            "Remove the products that productIds names."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "The Idempotency-Key was used for another request",
            "An order of this user carries the same key, but its body was another one.",
            "Send the first body again to see its order, or use a new key for a new order."),
    INTERNAL_ERROR(
            500,
            "Something went wrong on our side",
            "This is a defect of the store, not of the request.",
            "Report the traceId to the store."),
    TRY_AGAIN(
            503,
            "The store is busy",
            "The request could not be done just now. Nothing was written.",
            "Send the same request again after the seconds that Retry-After names."),
    OUTCOME_UNKNOWN(
            503,
            "The outcome is not known yet",
            "The order may or may not have been placed: the answer of the database was lost.",
            "Send the same request again, with the same Idempotency-Key, to learn the outcome; "
                    + "it is never done twice.");

    private final int status;
    private final String title;
    private final String meaning;
    private final String advice;

    Problem(int status, String title, String meaning, String advice) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
        this.advice = advice;
    }

    public int status() {
        return status;
    }

    /** The code as clients see it, such as {@code out-of-stock}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the same request, sent again unchanged, may succeed. */
    public boolean retryable() {
        return status == 503;
    }

    public String type() {
        return "/problems/" + code();
    }

    public String title() {
        return title;
    }

    public String meaning() {
        return meaning;
    }

    public String advice() {
        return advice;
    }

    public static Optional<Problem> of(String code) {
        return Stream.of(values())
                .filter(problem -> problem.code().equals(code))
                .findFirst();
    }
}
