package store.retro.platform.http;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text of so many characters, counted as Unicode code points, and not blank: one of them at least is no white space.
 * Null is left to others.
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = NonBlankText.Check.class)
public @interface NonBlankText {

    /**
     * A pattern to be found in the text. White space is written out, for the languages of regular expressions differ in
     * what {@code \s} is, and clients check the same pattern as the store.
     */
    String NOT_BLANK = "[^\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff]";

    int max() default 200;

    String message() default "must have 1 to {max} characters and not be blank";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Refuses half a surrogate pair, too, which cannot be stored as UTF-8. */
    class Check implements ConstraintValidator<NonBlankText, String> {

        private static final Pattern SOMETHING = Pattern.compile(NOT_BLANK);

        private int max;

        @Override
        public void initialize(NonBlankText text) {
            this.max = text.max();
        }

        @Override
        public boolean isValid(@Nullable String text, ConstraintValidatorContext context) {
            return text == null
                    || SOMETHING.matcher(text).find()
                            && text.codePointCount(0, text.length()) <= max
                            && text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
        }
    }
}
