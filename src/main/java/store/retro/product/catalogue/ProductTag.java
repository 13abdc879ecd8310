package store.retro.product.catalogue;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;

/** Reads the one tag of {@code If-Match}. A proxy that compresses has made it weak; it is the same all the same. */
final class ProductTag {

    /** The header's value as a regular expression of JSON Schema. */
    static final String DESCRIBED = "^(?:W/)?\"[\\x21\\x23-\\x7E]*\"$";

    private static final Pattern TAG = Pattern.compile(DESCRIBED);

    private ProductTag() {}

    /**
     * The tag as {@code ETag} has shown it.
     *
     * @throws ProblemException {@code precondition-required} without one, {@code invalid-request} for {@code *}, a list
     *     and what is no tag
     */
    static String of(@Nullable String header) {
        if (header == null) {
            throw new ProblemException(GeneralProblem.PRECONDITION_REQUIRED, "The header If-Match is missing.");
        }
        String tag = header.strip();
        if (!TAG.matcher(tag).matches()) {
            String detail = "must be the one tag that ETag has shown";
            throw new ProblemException(GeneralProblem.INVALID_REQUEST, HttpHeaders.IF_MATCH + " " + detail + ".")
                    .atParameter(HttpHeaders.IF_MATCH, detail);
        }
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
