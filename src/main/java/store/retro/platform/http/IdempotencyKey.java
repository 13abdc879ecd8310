package store.retro.platform.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;

/**
 * What a client calls its request, to repeat it safely.
 *
 * <p>The header is a string of RFC 9651 ({@code "k"}, with {@code \"} and {@code \\} as its only escapes) or the bare
 * characters ({@code k}); both are the same key. A bare one has no quotes, backslashes, commas or semicolons: those
 * would make it a list or give it parameters.
 *
 * @param value 1 to 255 characters from {@code !} to {@code ~}, unescaped
 */
public record IdempotencyKey(String value) {

    /** The header that tells a repeated request's answer from the first one's: {@code true}. */
    static final String REPLAYED = "Idempotent-Replayed";

    /** The header's value as a regular expression of JSON Schema; {@link #parse} takes the same. */
    public static final String DESCRIBED = "^(?:\"(?:[\\x21\\x23-\\x5B\\x5D-\\x7E]|\\\\[\"\\\\]){1,255}\""
            + "|[\\x21\\x23-\\x2B\\x2D-\\x3A\\x3C-\\x5B\\x5D-\\x7E]{1,255})$";

    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7E]{1,255}");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\[\"\\\\])*\"");
    private static final Pattern BARE = Pattern.compile("[^\"\\\\,;]*");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    public IdempotencyKey {
        if (!VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("a key has 1 to 255 visible ASCII characters");
        }
    }

    /**
     * Reads the value of the header.
     *
     * @throws ProblemException {@code invalid-idempotency-key}
     */
    static IdempotencyKey parse(String header) {
        String text = header.strip();
        if (text.length() > 2 + 2 * 255) {
            throw invalid("The key is longer than 255 characters.");
        }
        try {
            if (QUOTED.matcher(text).matches()) {
                String inner = text.substring(1, text.length() - 1);
                return new IdempotencyKey(ESCAPE.matcher(inner).replaceAll("$1"));
            }
            if (BARE.matcher(text).matches()) {
                return new IdempotencyKey(text);
            }
        } catch (IllegalArgumentException e) {
            throw invalid("The key has to have 1 to 255 visible ASCII characters.");
        }
        throw invalid("The key has to be one string, without parameters, and with no escapes but \\\" and \\\\.");
    }

    /**
     * The key of a request that is never done without one.
     *
     * @throws ProblemException {@code precondition-required}
     */
    public static IdempotencyKey required(@Nullable IdempotencyKey key) {
        if (key == null) {
            throw new ProblemException(GeneralProblem.PRECONDITION_REQUIRED, "The header Idempotency-Key is missing.");
        }
        return key;
    }

    /** Says in an answer that an earlier request with the key had done it, if one had. */
    public static void tellReplay(ResponseEntity.HeadersBuilder<?> answer, boolean replayed) {
        if (replayed) {
            answer.header(REPLAYED, "true");
        }
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(GeneralProblem.INVALID_IDEMPOTENCY_KEY, detail);
    }
}
