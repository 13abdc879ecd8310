package store.retro.platform.http;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import store.retro.platform.problem.Problem;
import store.retro.platform.problem.ProblemException;

/** A request whose body can be read ahead, up to a limit, before anyone else reads it. */
class BufferedBody extends HttpServletRequestWrapper {

    private byte @Nullable [] body;

    BufferedBody(HttpServletRequest request) {
        super(request);
    }

    /**
     * Reads the whole body, also one sent in chunks.
     *
     * @throws ProblemException {@code payload-too-large} as soon as it is known to be larger than the limit,
     *     {@code malformed-request} when it breaks off
     */
    byte[] readUpTo(int limit) {
        if (body == null) {
            if (getContentLengthLong() > limit) {
                throw tooLarge(limit);
            }
            byte[] read;
            try {
                read = super.getInputStream().readNBytes(limit + 1);
            } catch (IOException e) {
                throw new ProblemException(Problem.MALFORMED_REQUEST, "The body breaks off, or is not framed well.");
            }
            if (read.length > limit) {
                throw tooLarge(limit);
            }
            body = read;
        }
        return body;
    }

    private static ProblemException tooLarge(int limit) {
        return new ProblemException(Problem.PAYLOAD_TOO_LARGE, "The body is larger than " + limit + " bytes.");
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        return body == null ? super.getInputStream() : new Stream(body);
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return body == null
                ? super.getReader()
                : new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    private static final class Stream extends ServletInputStream {

        private final ByteArrayInputStream bytes;

        Stream(byte[] body) {
            bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("the body was read already");
        }
    }
}
