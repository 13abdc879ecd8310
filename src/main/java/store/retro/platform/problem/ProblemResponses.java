package store.retro.platform.problem;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * States, for the API's description, which problems an operation answers with, by their codes. What follows from its
 * form (401 of a token, 403 of a role, 400, 413 and 415 of a body, 400 of a key or of query parameters, 406, 500 and
 * 503) is added by itself. A code that no room has is a defect: the description cannot be made then.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ProblemResponses {

    String[] value();
}
