package store.retro.platform.problem;

import java.util.List;
import java.util.Map;

/** What may be wrong with any request. */
public enum GeneralProblem implements ProblemType {
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
            "Look at errors: each one names a place, by a JSON pointer into the body or by a query parameter.") {
        @Override
        public Map<String, Object> example() {
            return Map.of(
                    "errors",
                    List.of(Map.of("pointer", "/items/0/quantity", "detail", "must be less than or equal to 99")));
        }
    },
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
    PAYLOAD_TOO_LARGE(
            413, "The body is too large", "The body of the request is larger than the store reads.", "Send less."),
    UNSUPPORTED_MEDIA_TYPE(
            415,
            "The form of the body is not supported",
            "The Content-Type is missing, or is one that this operation does not read.",
            "Send application/json in UTF-8."),
    IDEMPOTENCY_KEY_REUSED(
            422,
            "The Idempotency-Key was used for another request",
            "An earlier request of the same caller carried the same key, but its body was another one.",
            "Send the first body again to see what came of it, or use a new key."),
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
            "What was asked for may or may not have been done: the answer of the database was lost.",
            "Send the same request again, with the same Idempotency-Key, to learn the outcome; "
                    + "it is never done twice.");

    private final ProblemText text;

    GeneralProblem(int status, String title, String meaning, String advice) {
        this.text = new ProblemText(status, title, meaning, advice);
    }

    @Override
    public ProblemText text() {
        return text;
    }
}
