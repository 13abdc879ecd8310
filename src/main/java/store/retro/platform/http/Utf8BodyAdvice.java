package store.retro.platform.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.RequestBodyAdviceAdapter;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;

/**
 * Lets bodies in UTF-8 only reach Jackson, which would guess other encodings and forgive malformed characters. Whole
 * bodies are looked at, which {@link BodyLimitFilter} keeps small.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259#section-8.1">RFC 8259, 8.1</a>
 */
@ControllerAdvice
class Utf8BodyAdvice extends RequestBodyAdviceAdapter {

    @Override
    public boolean supports(
            MethodParameter parameter, Type target, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public HttpInputMessage beforeBodyRead(
            HttpInputMessage message,
            MethodParameter parameter,
            Type target,
            Class<? extends HttpMessageConverter<?>> converter) {
        MediaType type = message.getHeaders().getContentType();
        if (type != null && type.getCharset() != null && !type.getCharset().equals(StandardCharsets.UTF_8)) {
            throw new ProblemException(GeneralProblem.UNSUPPORTED_MEDIA_TYPE, "The body has to be in UTF-8.");
        }
        return new ReadBody(message.getHeaders(), new ByteArrayInputStream(utf8(message)));
    }

    /** No text in JSON has a zero byte, by which Jackson tells UTF-16 and UTF-32. */
    private static byte[] utf8(HttpInputMessage message) {
        try {
            byte[] bytes = message.getBody().readAllBytes();
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            if (text.chars().anyMatch(character -> character == 0)) {
                throw malformed("The body has a zero byte: it is not JSON in UTF-8.");
            }
            return bytes;
        } catch (CharacterCodingException e) {
            throw malformed("The body is not UTF-8.");
        } catch (IOException e) {
            throw malformed("The body breaks off, or is not framed well.");
        }
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(GeneralProblem.MALFORMED_REQUEST, detail);
    }

    private record ReadBody(HttpHeaders headers, InputStream body) implements HttpInputMessage {

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public InputStream getBody() {
            return body;
        }
    }
}
