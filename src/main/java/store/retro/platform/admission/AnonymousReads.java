package store.retro.platform.admission;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import store.retro.platform.transaction.SideWork;

/**
 * Makes reads without a token {@link SideWork}: anybody can send any number of them. What asks for the service's health
 * does not come this way.
 */
@Component
class AnonymousReads implements HandlerInterceptor, WebMvcConfigurer {

    private static final String SCOPE = AnonymousReads.class.getName();
    private static final Set<String> READS = Set.of("GET", "HEAD");

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this);
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request.getUserPrincipal() == null && READS.contains(request.getMethod())) {
            request.setAttribute(SCOPE, SideWork.open());
        }
        return true;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (request.getAttribute(SCOPE) instanceof SideWork.Scope scope) {
            scope.close();
        }
    }
}
