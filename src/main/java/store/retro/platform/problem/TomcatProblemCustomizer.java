package store.retro.platform.problem;

import java.io.IOException;
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
import org.springframework.stereotype.Component;

/** Makes Tomcat answer in problem+json too where it refuses a request, or something has escaped the controllers. */
@Order(Ordered.LOWEST_PRECEDENCE)
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class TomcatProblemCustomizer implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private final ProblemWriter problems;

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addContextCustomizers(
                context -> context.getParent().getPipeline().addValve(new ProblemValve(problems)));
    }

    @RequiredArgsConstructor(access = AccessLevel.PACKAGE)
    private static final class ProblemValve extends ErrorReportValve {

        private final ProblemWriter problems;

        @Override
        protected void report(Request request, Response response, @Nullable Throwable thrown) {
            if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            try {
                problems.write(request, response, rejection(response.getStatus(), thrown));
            } catch (IOException | IllegalStateException e) {
                container.getLogger().debug("the client has gone", e);
            }
        }

        private static ProblemException rejection(int status, @Nullable Throwable thrown) {
            Throwable cause = thrown == null ? new IllegalStateException("answered with " + status) : thrown;
            return status == 500
                    ? ProblemExceptionHandler.rejection(cause)
                    : ProblemExceptionHandler.ofStatus(status, cause);
        }
    }
}
