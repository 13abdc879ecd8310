package store.retro.platform.problem;

import java.util.List;
import java.util.Map;
import lombok.RequiredArgsConstructor;

/** What may be wrong with any request. */
@RequiredArgsConstructor
public enum GeneralProblem implements ProblemType {
    MALFORMED_REQUEST(400),
    INVALID_REQUEST(400) {
        @Override
        public Map<String, Object> example() {
            return Map.of(
                    "errors",
                    List.of(Map.of("pointer", "/items/0/quantity", "detail", "must be less than or equal to 99")));
        }
    },
    INVALID_IDEMPOTENCY_KEY(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    CHANGED_MEANWHILE(412),
    PAYLOAD_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    IDEMPOTENCY_KEY_REUSED(422),
    PRECONDITION_REQUIRED(428),
    TOO_MANY_REQUESTS(429),
    INTERNAL_ERROR(500),
    TRY_AGAIN(503),
    OUTCOME_UNKNOWN(503);

    private final int status;

    @Override
    public int status() {
        return status;
    }
}
