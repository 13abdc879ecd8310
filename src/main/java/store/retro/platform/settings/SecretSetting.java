package store.retro.platform.settings;

import org.jspecify.annotations.Nullable;
import store.retro.platform.problem.StartRefusedException;

/** Settings that are secret: files that are mounted for them end with a newline as often as not. */
public final class SecretSetting {

    private SecretSetting() {}

    /**
     * The value without the white space around it, which is part of no secret.
     *
     * @param setting its name
     * @throws StartRefusedException when there is white space, or anything but visible ASCII, in the middle
     */
    public static @Nullable String trimmed(String setting, @Nullable String value) {
        if (value == null) {
            return null;
        }
        String secret = value.strip();
        if (!secret.chars().allMatch(each -> each > ' ' && each <= '~')) {
            throw new StartRefusedException(
                    "The value of " + setting + " has white space in it, or characters that are in no such secret.",
                    "Set it to the secret alone, on one line; it is not shown here.");
        }
        return secret;
    }
}
