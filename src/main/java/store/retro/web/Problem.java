package store.retro.web;

/** The vocabulary of rejections: every code that a client can meet, with its status. */
public enum Problem {
    MALFORMED_REQUEST(400),
    INVALID_REQUEST(400),
    INVALID_IDEMPOTENCY_KEY(400),
    UNAUTHENTICATED(401),
    PAYMENT_NOT_AUTHORIZED(402),
    UNKNOWN_USER(403),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    OUT_OF_STOCK(409),
    PRICE_CHANGED(409),
    PAYMENT_ALREADY_USED(409),
    ORDER_NOT_CANCELLABLE(409),
    ORDER_NOT_SHIPPABLE(409),
    PAYLOAD_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    UNKNOWN_PRODUCT(422),
    IDEMPOTENCY_KEY_REUSED(422),
    INTERNAL_ERROR(500),
    TRY_AGAIN(503),
    OUTCOME_UNKNOWN(503);

    private final int status;

    Problem(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** The code as clients see it, such as {@code out-of-stock}. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Whether the same request, sent again unchanged, may succeed. */
    public boolean retryable() {
        return status == 503;
    }
}
