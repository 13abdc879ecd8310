package store.retro.bench;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import store.retro.bench.Refusal.Reason;

/** Reads {@code Idempotency-Key}: {@code "k"} and {@code k} are the same key. */
final class KeyHeader {

    static final String NAME = "Idempotency-Key";

    private static final int LONGEST = 255;
    private static final Pattern BARE = Pattern.compile("[\\x21-\\x7E&&[^\"\\\\,;]]{1,255}");
    private static final Pattern QUOTED = Pattern.compile("\"(?:[\\x21-\\x7E&&[^\"\\\\]]|\\\\[\"\\\\]){1,255}\"");

    private KeyHeader() {}

    /**
     * The key, null where none was sent.
     *
     * @param sent the values of the header
     * @throws Refusal {@code invalid-idempotency-key}
     */
    static @Nullable String key(List<String> sent) {
        if (sent.isEmpty()) {
            return null;
        }
        String text = sent.get(0).strip();
        if (sent.size() == 1 && text.length() <= 2 + 2 * LONGEST) {
            if (BARE.matcher(text).matches()) {
                return text;
            }
            if (QUOTED.matcher(text).matches()) {
                return text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1");
            }
        }
        throw new Refusal(
                Reason.INVALID_IDEMPOTENCY_KEY, "The key has to be one string of 1 to 255 visible characters.");
    }
}
