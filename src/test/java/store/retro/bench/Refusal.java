package store.retro.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Why an order is not placed, in the words of the contract. */
final class Refusal extends RuntimeException {

    /** Its code is the name in lower case, with hyphens. */
    enum Reason {
        MALFORMED_REQUEST(400),
        INVALID_REQUEST(400),
        INVALID_IDEMPOTENCY_KEY(400),
        UNAUTHENTICATED(401),
        PAYMENT_NOT_AUTHORIZED(402),
        UNKNOWN_USER(403),
        OUT_OF_STOCK(409),
        PRICE_CHANGED(409),
        PAYMENT_ALREADY_USED(409),
        PAYLOAD_TOO_LARGE(413),
        UNSUPPORTED_MEDIA_TYPE(415),
        UNKNOWN_PRODUCT(422),
        IDEMPOTENCY_KEY_REUSED(422),
        INTERNAL_ERROR(500),
        TRY_AGAIN(503),
        OUTCOME_UNKNOWN(503);

        private final int status;

        Reason(int status) {
            this.status = status;
        }

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    Refusal(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    Refusal with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    int status() {
        return reason.status;
    }

    /** Whether the same request, sent again unchanged, may succeed. */
    boolean retryable() {
        return reason.status == 503;
    }

    boolean is(Reason other) {
        return reason == other;
    }

    /** As problem+json (RFC 9457). */
    Map<String, Object> body(String path, String traceId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/problems/" + reason.code());
        body.put("title", reason.code().replace('-', ' '));
        body.put("status", reason.status);
        body.put("detail", getMessage());
        body.put("instance", path);
        body.put("code", reason.code());
        body.put("retryable", retryable());
        body.put("traceId", traceId);
        body.putAll(members);
        return body;
    }
}
