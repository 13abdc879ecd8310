package store.retro.platform.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Decides 406 and 415 before a handler runs, and 406 first. A REST handler that does not say what it reads and writes
 * does so in JSON: left to the converters, 406 would be found after the order was placed.
 */
class Mappings extends RequestMappingHandlerMapping {

    @Override
    protected @Nullable RequestMappingInfo getMappingForMethod(Method method, Class<?> handlerType) {
        RequestMappingInfo mapping = super.getMappingForMethod(method, handlerType);
        if (mapping == null || !AnnotatedElementUtils.hasAnnotation(handlerType, ResponseBody.class)) {
            return mapping;
        }
        RequestMappingInfo.Builder complete = mapping.mutate().options(getBuilderConfiguration());
        if (mapping.getProducesCondition().isEmpty()) {
            complete.produces(MediaType.APPLICATION_JSON_VALUE);
        }
        boolean reads = Stream.of(method.getParameters())
                .anyMatch(parameter -> parameter.isAnnotationPresent(RequestBody.class));
        if (reads && mapping.getConsumesCondition().isEmpty()) {
            complete.consumes(MediaType.APPLICATION_JSON_VALUE);
        }
        return complete.build();
    }

    @Override
    protected @Nullable HandlerMethod handleNoMatch(
            Set<RequestMappingInfo> mappings, String path, HttpServletRequest request) throws ServletException {
        try {
            return super.handleNoMatch(mappings, path, request);
        } catch (HttpMediaTypeNotSupportedException unsupported) {
            List<RequestMappingInfo> here = mappings.stream()
                    .filter(mapping -> mapping.getActivePatternsCondition().getMatchingCondition(request) != null)
                    .filter(mapping -> mapping.getMethodsCondition().getMatchingCondition(request) != null)
                    .toList();
            if (here.stream()
                    .noneMatch(mapping -> mapping.getProducesCondition().getMatchingCondition(request) != null)) {
                throw new HttpMediaTypeNotAcceptableException(here.stream()
                        .flatMap(mapping -> mapping.getProducesCondition().getProducibleMediaTypes().stream())
                        .toList());
            }
            throw unsupported;
        }
    }
}
