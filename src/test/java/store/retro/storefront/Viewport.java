package store.retro.storefront;

import java.util.Locale;

/** The screens on which the page is looked at. */
enum Viewport {
    DESKTOP_LIGHT(1280, 860),
    DESKTOP_DARK(1280, 860),
    PHONE_LIGHT(360, 740),
    PHONE_DARK(360, 740);

    final int width;
    final int height;

    Viewport(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** The same screen in the dark. */
    Viewport dark() {
        return isPhone() ? PHONE_DARK : DESKTOP_DARK;
    }

    boolean isPhone() {
        return name().startsWith("PHONE");
    }

    String scheme() {
        return name().endsWith("DARK") ? "dark" : "light";
    }

    /** Such as {@code phone-dark}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
