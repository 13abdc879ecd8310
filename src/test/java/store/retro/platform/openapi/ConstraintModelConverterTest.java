package store.retro.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import store.retro.platform.http.NonBlankText;

class ConstraintModelConverterTest {

    record PartRequest(
            @Nullable @NotNull @NonBlankText(max = 7) String name) {}

    record WholeRequest(
            @Nullable @NotNull @NonBlankText String required,
            @Nullable @NonBlankText(max = 20) String optional,
            @Nullable @NotNull PartRequest part,
            @Nullable PartRequest optionalPart,
            @Nullable Integer free) {}

    record WholeResponse(String always, @Nullable String sometimes) {}

    @Test
    void describesATextAsItsConstraintChecksIt() {
        Schema<?> name = property(PartRequest.class, "name");

        assertThat(name.getMinLength()).isEqualTo(1);
        assertThat(name.getMaxLength()).isEqualTo(7);
        assertThat(name.getPattern()).isEqualTo(NonBlankText.NOT_BLANK);
    }

    @Test
    void takesEachMembersOwnLength() {
        assertThat(property(WholeRequest.class, "required").getMaxLength()).isEqualTo(200);
        assertThat(property(WholeRequest.class, "optional").getMaxLength()).isEqualTo(20);
    }

    @Test
    void leavesAMemberWithoutAConstraintAsItIs() {
        Schema<?> free = property(WholeRequest.class, "free");

        assertThat(free.getMinLength()).isNull();
        assertThat(free.getPattern()).isNull();
    }

    @Test
    void asksEachRuleWithTheConstraintAsItStandsThere() {
        ConstraintSchema rule = new ConstraintSchema(
                NonBlankText.class, (text, schema) -> schema.title("at most " + ((NonBlankText) text).max()));

        assertThat(property(PartRequest.class, "name", rule).getTitle()).isEqualTo("at most 7");
    }

    @Test
    void letsOnlyWhatIsNotRequiredBeNull() {
        assertThat(property(WholeRequest.class, "required").getTypes()).containsExactly("string");
        assertThat(property(WholeRequest.class, "optional").getTypes()).containsExactlyInAnyOrder("string", "null");
    }

    @Test
    void letsAnOptionalPartBeNullOrThePart() {
        assertThat(property(WholeRequest.class, "part").get$ref()).endsWith("/PartRequest");
        assertThat(property(WholeRequest.class, "optionalPart").getAnyOf())
                .anySatisfy(part -> assertThat(part.get$ref()).endsWith("/PartRequest"))
                .anySatisfy(nothing -> assertThat(types(nothing)).containsExactly("null"));
    }

    @Test
    void closesRequestsOnly() {
        assertThat(models(WholeRequest.class, texts()).values())
                .allSatisfy(model -> assertThat(model.getAdditionalProperties()).isEqualTo(false));
        assertThat(models(WholeResponse.class, texts()).get("WholeResponse").getAdditionalProperties())
                .isNull();
    }

    private static Set<String> types(Schema<?> schema) {
        return Set.copyOf(schema.getTypes() == null ? Set.of() : schema.getTypes());
    }

    private static ConstraintSchema texts() {
        return new OpenApiConfiguration().texts();
    }

    private static Schema<?> property(Class<?> type, String name) {
        return property(type, name, texts());
    }

    private static Schema<?> property(Class<?> type, String name, ConstraintSchema rule) {
        Map<?, ?> properties = models(type, rule).get(type.getSimpleName()).getProperties();
        return (Schema<?>) Objects.requireNonNull(properties.get(name));
    }

    @SuppressWarnings("rawtypes")
    private static Map<String, Schema> models(Class<?> type, ConstraintSchema rule) {
        ModelConverters converters = new ModelConverters(true);
        converters.addConverter(new ConstraintModelConverter(List.of(rule)));
        return converters.readAll(new AnnotatedType(type).resolveAsRef(false));
    }
}
