package store.retro.web;

/** Stub until the web room lands. */
public record IdempotencyKey(String value) {
    public static final String REPLAYED = "Idempotent-Replayed";
}
