package store.retro.platform.documents;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks what is only ever added to: where a stored document does not have it, it is 0, or null if it may be. One that
 * is stored as null is none, as nothing can be added to it.
 */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Counter {}
