package store.retro.platform.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * A hash of what a request says, never of its bytes, that tells a repeated request from another one with the same
 * Idempotency-Key. The value begins with the version of the rule by which it was made.
 */
public final class RequestHash {

    private static final String VERSION = "1:";

    private final MessageDigest digest;

    public RequestHash() {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Adds the next value; null differs from every text, and no two sequences of values run together. */
    public RequestHash add(@Nullable String value) {
        if (value == null) {
            digest.update((byte) 'n');
        } else {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            digest.update(("s" + bytes.length + ':').getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return this;
    }

    public RequestHash add(long value) {
        return add(Long.toString(value));
    }

    /** The hash of everything added; call it once. */
    public String value() {
        return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    }
}
