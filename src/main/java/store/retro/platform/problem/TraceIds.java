package store.retro.platform.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.MDC;

/** The one place that knows where a request's trace id comes from: 32 hexadecimal digits, the same all request long. */
final class TraceIds {

    /** Where Spring Boot's tracing puts the current trace, if tracing is there. */
    private static final String MDC_KEY = "traceId";

    private static final String ATTRIBUTE = TraceIds.class.getName();

    private TraceIds() {}

    static String of(HttpServletRequest request) {
        String traced = MDC.get(MDC_KEY);
        if (traced != null && !traced.isBlank()) {
            return traced;
        }
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        byte[] bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        String made = HexFormat.of().formatHex(bytes);
        request.setAttribute(ATTRIBUTE, made);
        return made;
    }
}
