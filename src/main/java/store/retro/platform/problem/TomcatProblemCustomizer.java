package store.retro.platform.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes Tomcat answer in problem+json too where it refuses a request before the application sees it. */
@Order(Ordered.LOWEST_PRECEDENCE)
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class TomcatProblemCustomizer implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private final JsonMapper json;

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve(json)));
    }

    private static final class ProblemValve extends ErrorReportValve {

        private final JsonMapper json;

        ProblemValve(JsonMapper json) {
            this.json = json;
        }

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            Optional<ProblemException> known = ProblemExceptionHandler.ofStatus(response.getStatus());
            // 501 and 505 are about the request: a transfer coding or an HTTP version that nobody reads
            ProblemException rejection = known.orElseGet(() -> thrown == null && response.getStatus() > 500
                    ? new ProblemException(
                            GeneralProblem.MALFORMED_REQUEST, "The request is not HTTP as the store speaks it.")
                    : ProblemExceptionHandler.internalError(
                            thrown == null ? new IllegalStateException("Tomcat failed") : thrown));
            String traceId = TraceIds.random();
            String path = request.getRequestURI() == null ? "/" : request.getRequestURI();
            ProblemWriter.log(request.getMethod(), path, rejection, traceId);
            byte[] body = json.writeValueAsString(ProblemWriter.body(rejection, path, traceId))
                    .getBytes(StandardCharsets.UTF_8);
            try {
                response.setStatus(rejection.problem().status());
                response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
                response.finishResponse();
            } catch (IOException | IllegalStateException e) {
                container.getLogger().debug("the client has gone", e);
            }
        }
    }
}
