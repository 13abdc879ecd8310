package store.retro.platform.openapi;

import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.servers.Server;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.io.Resource;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import store.retro.platform.http.CharacterLimit;
import store.retro.platform.http.IdempotencyKey;
import store.retro.platform.http.IdempotencyKeyArgumentResolver;
import store.retro.platform.http.NonBlankText;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemCatalogue;
import store.retro.platform.problem.ProblemException;
import store.retro.platform.problem.ProblemResponses;
import store.retro.platform.problem.ProblemType;
import store.retro.platform.problem.ProblemWriter;
import store.retro.platform.security.AccessRules;
import store.retro.platform.security.PublicEndpoints;

/** The description of the API (OpenAPI 3.1): what every operation has in common, and an example of every problem. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String PROBLEM_JSON = org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    /** Who starts an instance does not ask for the description: what makes it is made when somebody does. */
    @Bean
    static BeanFactoryPostProcessor describingLater() {
        return beans -> Stream.of(beans.getBeanDefinitionNames())
                .map(beans::getBeanDefinition)
                .filter(bean -> Stream.of(bean.getBeanClassName(), bean.getFactoryBeanName())
                        .anyMatch(name -> name != null && name.startsWith("org.springdoc.")))
                .forEach(bean -> bean.setLazyInit(true));
    }

    /** Nobody else asks for what hands springdoc's converters and ours to the library that describes types. */
    @Bean
    @Lazy
    @DependsOn("modelConverterRegistrar")
    @SuppressWarnings("unchecked")
    OpenAPI storeApi(
            ProblemCatalogue problems, ServletContext servlet, @Value("classpath:openapi.yaml") Resource common)
            throws IOException {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(IdempotencyKey.class);
        OpenAPI api = Yaml31.mapper().readValue(common.getContentAsByteArray(), OpenAPI.class);
        api.addServersItem(new Server().url(servlet.getContextPath().isEmpty() ? "/" : servlet.getContextPath()));
        Components components = api.getComponents();
        part(components.getSchemas(), IdempotencyKeyArgumentResolver.HEADER).setPattern(IdempotencyKey.DESCRIBED);
        Schema<?> problem = part(components.getSchemas(), "Problem");
        Schema<Object> codes = part(problem.getProperties(), "code");
        for (ProblemType each : problems.all()) {
            codes.addEnumItemObject(each.code());
            components.addExamples(each.code(), example(each));
        }
        return api;
    }

    private static <T> T part(Map<String, T> parts, String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }

    private static Example example(ProblemType problem) {
        ProblemException rejection = new ProblemException(problem);
        problem.example().forEach(rejection::with);
        return new Example()
                .summary(problem.text().title())
                .value(ProblemWriter.body(rejection, "", "/path/of/the/request", TRACE));
    }

    @Bean
    PublicEndpoints describedEndpoints() {
        return new PublicEndpoints(List.of(
                "GET /v3/api-docs",
                "GET /v3/api-docs.yaml",
                "GET /v3/api-docs/**",
                "GET /swagger-ui.html",
                "GET /swagger-ui/**"));
    }

    @Bean
    @Lazy
    ConstraintSchema texts() {
        return new ConstraintSchema(
                NonBlankText.class,
                (text, schema) -> schema.minLength(1)
                        .maxLength(((NonBlankText) text).max())
                        .pattern(NonBlankText.NOT_BLANK));
    }

    @Bean
    @Lazy
    ConstraintSchema limits() {
        return new ConstraintSchema(
                CharacterLimit.class, (limit, schema) -> schema.maxLength(((CharacterLimit) limit).value()));
    }

    @Bean
    @Lazy
    OperationCustomizer answers(ProblemCatalogue catalogue) {
        return (operation, handler) -> {
            List<ProblemType> problems = problems(handler, catalogue);
            if (IdempotencyKeyArgumentResolver.takenBy(handler)) {
                String wanted = problems.contains(GeneralProblem.PRECONDITION_REQUIRED) ? "Required-" : "";
                operation.addParametersItem(new Parameter().$ref(wanted + IdempotencyKeyArgumentResolver.HEADER));
            }
            problems.forEach(problem -> add(operation, problem));
            return operation;
        };
    }

    @Bean
    @Lazy
    OpenApiCustomizer whoMayCall(AccessRules access) {
        return api -> api.getPaths()
                .forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                    if (access.isOpen(method.name(), path)) {
                        operation.security(List.of());
                    } else {
                        add(operation, GeneralProblem.UNAUTHENTICATED);
                    }
                    if (access.wantsRole(path)) {
                        add(operation, GeneralProblem.FORBIDDEN);
                    }
                }));
    }

    private static List<ProblemType> problems(HandlerMethod handler, ProblemCatalogue catalogue) {
        // any request may carry a body that is too large or not readable, be it read or not
        List<ProblemType> problems = new ArrayList<>(List.of(
                GeneralProblem.NOT_ACCEPTABLE,
                GeneralProblem.INTERNAL_ERROR,
                GeneralProblem.TRY_AGAIN,
                GeneralProblem.PAYLOAD_TOO_LARGE,
                GeneralProblem.MALFORMED_REQUEST,
                GeneralProblem.UNSUPPORTED_MEDIA_TYPE));
        if (Stream.of(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.hasParameterAnnotation(RequestBody.class)
                        || parameter.hasParameterAnnotation(RequestParam.class))) {
            problems.add(GeneralProblem.INVALID_REQUEST);
        }
        if (IdempotencyKeyArgumentResolver.takenBy(handler)) {
            problems.add(GeneralProblem.INVALID_IDEMPOTENCY_KEY);
        }
        ProblemResponses answers = handler.getMethodAnnotation(ProblemResponses.class);
        if (answers != null) {
            Stream.of(answers.value())
                    .map(code ->
                            catalogue.find(code).orElseThrow(() -> new IllegalStateException("no room has " + code)))
                    .forEach(problems::add);
        }
        return problems;
    }

    private static void add(Operation operation, ProblemType problem) {
        operation
                .getResponses()
                .computeIfAbsent(
                        Integer.toString(problem.status()),
                        status -> new ApiResponse()
                                .description(problem.text().title())
                                .content(new Content()))
                .getContent()
                .computeIfAbsent(PROBLEM_JSON, type -> new MediaType().schema(new Schema<>().$ref("Problem")))
                .addExamples(problem.code(), new Example().$ref(problem.code()));
    }
}
