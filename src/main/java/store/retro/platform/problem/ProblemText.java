package store.retro.platform.problem;

import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What a problem says to people; {@code problems.properties} has it under the problem's code.
 *
 * @param title the problem in a few words, the same each time
 * @param meaning what has happened
 * @param advice what to do about it
 */
public record ProblemText(String title, String meaning, String advice) {

    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("problems", Locale.ROOT);

    /** @throws java.util.MissingResourceException when one of the three is not there */
    static ProblemText of(String code) {
        return new ProblemText(
                TEXTS.getString(code + ".title"),
                TEXTS.getString(code + ".meaning"),
                TEXTS.getString(code + ".advice"));
    }
}
