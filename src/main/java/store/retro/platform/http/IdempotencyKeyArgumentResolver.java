package store.retro.platform.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Gives handlers their {@link IdempotencyKey}, null when the header was not sent. */
public class IdempotencyKeyArgumentResolver implements HandlerMethodArgumentResolver {

    public static final String HEADER = "Idempotency-Key";

    public static boolean takenBy(HandlerMethod method) {
        return Stream.of(method.getMethodParameters()).anyMatch(IdempotencyKeyArgumentResolver::isKey);
    }

    static @Nullable IdempotencyKey of(HttpServletRequest request) {
        List<String> sent = Collections.list(request.getHeaders(HEADER));
        if (sent.size() > 1) {
            throw IdempotencyKey.invalid("The key was sent more than once.");
        }
        return sent.isEmpty() ? null : IdempotencyKey.parse(sent.get(0));
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return isKey(parameter);
    }

    @Override
    public @Nullable IdempotencyKey resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return of(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
    }

    private static boolean isKey(MethodParameter parameter) {
        return parameter.getParameterType() == IdempotencyKey.class;
    }
}
