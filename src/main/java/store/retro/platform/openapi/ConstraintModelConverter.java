package store.retro.platform.openapi;

import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.jspecify.annotations.Nullable;

/**
 * Says in the API's description which members may be null, what the store's own constraints demand of them, and that a
 * request has no others.
 */
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
class ConstraintModelConverter implements ModelConverter {

    private final List<ConstraintSchema> rules;

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> schema = chain.next().resolve(type, context, chain);
        Class<?> described = Json.mapper().constructType(type.getType()).getRawClass();
        if (schema != null && described.isRecord()) {
            describe(described, model(schema, context));
        }
        return schema;
    }

    private static @Nullable Schema<?> model(Schema<?> schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        return reference == null
                ? schema
                : context.getDefinedModels().get(reference.substring(Components.COMPONENTS_SCHEMAS_REF.length()));
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private void describe(Class<?> described, @Nullable Schema<?> model) {
        if (model == null || model.getProperties() == null) {
            return;
        }
        if (described.getSimpleName().endsWith("Request")) {
            model.additionalProperties(false);
        }
        Map<String, Schema> properties = (Map) model.getProperties();
        for (RecordComponent component : described.getRecordComponents()) {
            Schema<?> property = properties.get(component.getName());
            if (property != null) {
                applyRules(component, property);
                if (mayBeNull(component, model)) {
                    properties.put(component.getName(), orNull(property));
                }
            }
        }
    }

    private void applyRules(RecordComponent component, Schema<?> property) {
        for (ConstraintSchema rule : rules) {
            Annotation constraint = component.getAnnotation(rule.constraint());
            if (constraint != null) {
                rule.description().accept(constraint, property);
            }
        }
    }

    private static boolean mayBeNull(RecordComponent component, Schema<?> model) {
        boolean required = model.getRequired() != null && model.getRequired().contains(component.getName());
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class) && !required;
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            return new Schema<>().anyOf(List.of(new Schema<>().$ref(property.get$ref()), nothing()));
        }
        if (property.getTypes() != null) {
            property.addType("null");
        }
        return property;
    }

    private static Schema<?> nothing() {
        Schema<?> nothing = new Schema<>();
        nothing.addType("null");
        return nothing;
    }
}
