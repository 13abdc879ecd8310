package store.retro.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import lombok.extern.slf4j.Slf4j;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemWriter;

/** Answers 401 to a missing or bad token (RFC 6750), and 503 when nobody can tell whether it is good. */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
@Slf4j
class ProblemAuthenticationEntryPoint implements AuthenticationEntryPoint {

    private final ProblemWriter problems;

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException exception)
            throws IOException {
        if (exception instanceof AuthenticationServiceException) {
            log.warn(
                    "no token can be verified: {}",
                    NestedExceptionUtils.getMostSpecificCause(exception).toString());
            problems.write(
                    request, response, GeneralProblem.TRY_AGAIN, "The keys of the token's issuer are out of reach.");
            return;
        }
        boolean sent = exception instanceof OAuth2AuthenticationException;
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                sent
                        ? "Bearer realm=\"store\", error=\"invalid_token\", "
                                + "error_description=\"The token is not valid\""
                        : "Bearer realm=\"store\"");
        problems.write(
                request,
                response,
                GeneralProblem.UNAUTHENTICATED,
                sent ? "The bearer token is not valid, or no longer." : "A bearer token is needed.");
    }
}
