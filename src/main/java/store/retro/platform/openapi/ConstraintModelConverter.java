package store.retro.platform.openapi;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Says in the API's description which members may be null, what the store's own constraints demand of them, and that a
 * request has no others.
 */
@Component
@Lazy
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
@SuppressWarnings("rawtypes")
class ConstraintModelConverter implements ModelConverter {

    private final List<ConstraintSchema> rules;

    @Override
    public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        Class<?> described = Json.mapper().constructType(type.getType()).getRawClass();
        if (schema != null && described.isRecord()) {
            String reference = schema.get$ref();
            describe(
                    described,
                    reference == null
                            ? schema
                            : context.getDefinedModels()
                                    .get(reference.substring(Components.COMPONENTS_SCHEMAS_REF.length())));
        }
        return schema;
    }

    @SuppressWarnings("unchecked")
    private void describe(Class<?> described, @Nullable Schema model) {
        if (model == null || model.getProperties() == null) {
            return;
        }
        if (described.getSimpleName().endsWith("Request")) {
            model.additionalProperties(false);
        }
        Map<String, Schema> properties = model.getProperties();
        for (RecordComponent component : described.getRecordComponents()) {
            Schema<?> property = properties.get(component.getName());
            if (property != null) {
                rules.forEach(rule -> rule.describe(component, property));
                if (mayBeNull(component, model.getRequired())) {
                    properties.put(component.getName(), orNull(property));
                }
            }
        }
    }

    private static boolean mayBeNull(RecordComponent component, @Nullable List<?> required) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                && (required == null || !required.contains(component.getName()));
    }

    private static Schema orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            return new Schema<>()
                    .anyOf(List.of(new Schema<>().$ref(property.get$ref()), new Schema<>().typesItem("null")));
        }
        if (property.getTypes() != null) {
            property.addType("null");
        }
        return property;
    }
}
