package store.retro.platform.openapi;

import io.swagger.v3.oas.models.media.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.util.function.BiConsumer;

/**
 * What a constraint of the store's own means, for the API's description; each bean of this type is asked.
 *
 * @param constraint on a component of a request's record
 * @param description says the same in JSON Schema, given the constraint as it stands there
 */
public record ConstraintSchema(Class<? extends Annotation> constraint, BiConsumer<Annotation, Schema<?>> description) {

    void describe(RecordComponent component, Schema<?> property) {
        Annotation found = component.getAnnotation(constraint);
        if (found != null) {
            description.accept(found, property);
        }
    }
}
