package store.retro.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import store.retro.fixture.StoreTest;

/**
 * What a handler reads and writes is decided before it runs: an order must not be placed for somebody who cannot be
 * told.
 */
@StoreTest
class MappingsIT {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping mappings;

    @Test
    void everyHandlerSaysWhatItWrites() {
        assertThat(ours())
                .isNotEmpty()
                .allSatisfy((mapping, handler) -> assertThat(
                                mapping.getProducesCondition().isEmpty() && writes(handler))
                        .as(handler.toString())
                        .isFalse());
    }

    @Test
    void everyHandlerSaysWhatItReads() {
        assertThat(ours())
                .isNotEmpty()
                .allSatisfy((mapping, handler) -> assertThat(
                                mapping.getConsumesCondition().isEmpty() && reads(handler))
                        .as(handler.toString())
                        .isFalse());
    }

    private Map<RequestMappingInfo, HandlerMethod> ours() {
        return mappings.getHandlerMethods().entrySet().stream()
                .filter(each -> each.getValue().getBeanType().getName().startsWith("store.retro."))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean writes(HandlerMethod handler) {
        return !handler.isVoid() && !isEmptyEntity(handler);
    }

    private static boolean isEmptyEntity(HandlerMethod handler) {
        return handler.getReturnType().getParameterType() == ResponseEntity.class
                && handler.getReturnType().nested().getNestedParameterType() == Void.class;
    }

    private static boolean reads(HandlerMethod handler) {
        return Stream.of(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class));
    }
}
