package store.retro.platform.problem;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/** JSON pointers (RFC 6901) to the place in a body that an error is about; the empty one is the whole body. */
final class JsonPointers {

    private JsonPointers() {}

    /** Of a property path such as {@code items[0].quantity}. */
    static String ofPath(String path) {
        return Stream.of(path.split("[.\\[\\]]"))
                .filter(segment -> !segment.isEmpty())
                .map(JsonPointers::segment)
                .collect(Collectors.joining());
    }

    static String of(List<JacksonException.Reference> path) {
        return path.stream()
                .map(step -> step.getPropertyName() == null
                        ? Integer.toString(Math.max(0, step.getIndex()))
                        : step.getPropertyName())
                .map(JsonPointers::segment)
                .collect(Collectors.joining());
    }

    private static String segment(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }
}
