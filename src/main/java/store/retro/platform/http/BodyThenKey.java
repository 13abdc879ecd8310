package store.retro.platform.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.WebUtils;
import store.retro.platform.problem.Problem;
import store.retro.platform.problem.ProblemException;

/**
 * Keeps the order of the answers between the mapping (404, 405, 406, 415) and the reading of the body: 413 comes first,
 * then the key, then the body.
 */
class BodyThenKey implements HandlerInterceptor {

    private final int limit;

    BodyThenKey(int limit) {
        this.limit = limit;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getDispatcherType() != DispatcherType.REQUEST || !(handler instanceof HandlerMethod method)) {
            return true;
        }
        requireUtf8(request.getContentType());
        BufferedBody body = WebUtils.getNativeRequest(request, BufferedBody.class);
        byte[] bytes = body == null ? new byte[0] : body.readUpTo(limit);
        if (IdempotencyKeyArgumentResolver.takenBy(method)) {
            IdempotencyKeyArgumentResolver.of(request);
        }
        requireUtf8(bytes);
        return true;
    }

    /** JSON is UTF-8 (RFC 8259, 8.1); another charset is another form of body. */
    private static void requireUtf8(@Nullable String contentType) {
        if (contentType == null) {
            return;
        }
        boolean utf8;
        try {
            Charset charset = MediaType.parseMediaType(contentType).getCharset();
            utf8 = charset == null || charset.equals(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            utf8 = false;
        }
        if (!utf8) {
            throw new ProblemException(Problem.UNSUPPORTED_MEDIA_TYPE, "The body has to be in UTF-8.");
        }
    }

    /** Jackson would guess UTF-16 and UTF-32 from their zero bytes, which no text in JSON can have. */
    private static void requireUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new ProblemException(Problem.MALFORMED_REQUEST, "The body is not UTF-8.");
        }
        for (byte each : bytes) {
            if (each == 0) {
                throw new ProblemException(
                        Problem.MALFORMED_REQUEST, "The body has a zero byte: it is not JSON in UTF-8.");
            }
        }
    }
}
