package store.retro.product.catalogue;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import store.retro.platform.http.WebProperties;

/** A picture of this store or of an origin that it names; null is left to others. */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ImageUrl.Check.class)
@interface ImageUrl {

    String message() default
            "must be a path that begins with one slash, or an https URL on an origin of store.web.image-sources, of"
                    + " 500 characters at most";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Made by Spring, which supplies the origins. */
    class Check implements ConstraintValidator<ImageUrl, String> {

        static final int MOST = 500;

        private final Pattern pattern;

        Check(WebProperties properties) {
            this.pattern = Pattern.compile(pattern(properties));
        }

        @Override
        public boolean isValid(@Nullable String url, ConstraintValidatorContext context) {
            return url == null || url.length() <= MOST && pattern.matcher(url).matches();
        }

        /** As JSON Schema has it: what stands before the path, then the characters of a path and a query. */
        static String pattern(WebProperties properties) {
            String origins = Stream.concat(Stream.of(""), properties.imageSources().stream())
                    .map(origin -> origin.replace(".", "\\."))
                    .collect(Collectors.joining("|"));
            String characters = "-A-Za-z0-9._~!$&'()*+,;=:@%?";
            return "^(?:" + origins + ")/(?:[" + characters + "][" + characters + "/]*)?$";
        }
    }
}
