package store.retro.reliability;

import java.util.Locale;

/** Who holds the transaction; every scenario runs in both. */
enum Style {
    MANAGED,
    MANUAL;

    /** As {@code store.placement} takes it. */
    String property() {
        return name().toLowerCase(Locale.ROOT);
    }
}
