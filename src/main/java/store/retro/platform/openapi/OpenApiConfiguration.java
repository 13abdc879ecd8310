package store.retro.platform.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import store.retro.platform.http.IdempotencyKey;
import store.retro.platform.http.IdempotencyKeyArgumentResolver;
import store.retro.platform.http.NonBlankText;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemCatalogue;
import store.retro.platform.problem.ProblemResponses;
import store.retro.platform.problem.ProblemType;
import store.retro.platform.security.AccessRules;
import store.retro.platform.security.PublicEndpoints;

/** The description of the API (OpenAPI 3.1): what every operation has in common, and an example of every problem. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String BEARER = "bearer";
    private static final String PROBLEM_JSON = org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(IdempotencyKey.class);
    }

    @Bean
    OpenAPI storeApi(ProblemCatalogue problems) {
        Components components = new Components()
                .addSecuritySchemes(
                        BEARER,
                        new SecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"))
                .addSchemas("Problem", ProblemExamples.schema(problems));
        for (ProblemType problem : problems.all()) {
            components.addExamples(problem.code(), ProblemExamples.of(problem));
        }
        return new OpenAPI()
                .info(new Info()
                        .title("Retro store")
                        .version("1")
                        .description("All calls, with an example of every problem."))
                .components(components)
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
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
    ConstraintModelConverter describedFields(ObjectProvider<ConstraintSchema> rules) {
        return new ConstraintModelConverter(rules.orderedStream().toList());
    }

    @Bean
    ConstraintSchema texts() {
        return new ConstraintSchema(
                NonBlankText.class,
                (text, schema) -> schema.minLength(1)
                        .maxLength(((NonBlankText) text).max())
                        .pattern(NonBlankText.NOT_BLANK));
    }

    @Bean
    OperationCustomizer answers(ProblemCatalogue catalogue) {
        return (operation, handler) -> {
            if (IdempotencyKeyArgumentResolver.takenBy(handler)) {
                operation.addParametersItem(keyParameter());
            }
            problems(handler, catalogue).forEach(problem -> add(operation, problem));
            return operation;
        };
    }

    @Bean
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

    private static Set<ProblemType> problems(HandlerMethod handler, ProblemCatalogue catalogue) {
        Set<ProblemType> problems = new LinkedHashSet<>(
                List.of(GeneralProblem.NOT_ACCEPTABLE, GeneralProblem.INTERNAL_ERROR, GeneralProblem.TRY_AGAIN));
        // any request may carry a body that is too large, be it read or not
        problems.add(GeneralProblem.PAYLOAD_TOO_LARGE);
        problems.add(GeneralProblem.MALFORMED_REQUEST);
        problems.add(GeneralProblem.UNSUPPORTED_MEDIA_TYPE);
        Stream.of(handler.getMethodParameters()).forEach(parameter -> {
            if (parameter.hasParameterAnnotation(RequestBody.class)
                    || parameter.hasParameterAnnotation(RequestParam.class)) {
                problems.add(GeneralProblem.INVALID_REQUEST);
            }
        });
        if (IdempotencyKeyArgumentResolver.takenBy(handler)) {
            problems.add(GeneralProblem.INVALID_IDEMPOTENCY_KEY);
        }
        ProblemResponses answers = handler.getMethodAnnotation(ProblemResponses.class);
        if (answers != null) {
            Stream.of(answers.value()).map(code -> required(catalogue, code)).forEach(problems::add);
        }
        return problems;
    }

    private static ProblemType required(ProblemCatalogue catalogue, String code) {
        return catalogue.find(code).orElseThrow(() -> new IllegalStateException("no room has the problem " + code));
    }

    private static void add(Operation operation, ProblemType problem) {
        if (operation.getResponses() == null) {
            operation.setResponses(new ApiResponses());
        }
        ApiResponse response = operation
                .getResponses()
                .computeIfAbsent(
                        Integer.toString(problem.status()),
                        status -> new ApiResponse()
                                .description(problem.text().title())
                                .content(new Content()));
        MediaType content = response.getContent()
                .computeIfAbsent(
                        PROBLEM_JSON,
                        type -> new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
        content.addExamples(problem.code(), new Example().$ref("#/components/examples/" + problem.code()));
    }

    private static Parameter keyParameter() {
        return new Parameter()
                .in("header")
                .name(IdempotencyKeyArgumentResolver.HEADER)
                .required(false)
                .description("Makes the request safe to repeat: 1 to 255 visible ASCII characters, in quotes or bare")
                .schema(ProblemExamples.typed("string", "One string, without parameters")
                        .pattern(IdempotencyKey.DESCRIBED))
                .example("\"0b9c2f0e-5d0e-4b57-8d3c-2a7d6a3a1f10\"");
    }
}
