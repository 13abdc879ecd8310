package store.retro.platform.documents;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.MongoId;
import org.springframework.util.ClassUtils;

/**
 * Makes a record of a stored document, whoever has written it. Spring Data converts what it can, 249.99 to 249 and the
 * text "5" to a number; but what is read here has to be what the store's own filters find. So numbers of any type are
 * read where they are whole, and nothing else is converted.
 *
 * <p>An {@code @Id} text is an ObjectId as stored, a {@code @MongoId} is stored as it is.
 */
final class StoredRecord<T> {

    private static final ClassValue<StoredRecord<?>> KNOWN = new ClassValue<>() {
        @Override
        protected StoredRecord<?> computeValue(Class<?> type) {
            return new StoredRecord<>(type);
        }
    };

    /** What RFC 3339 can say. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Constructor<T> constructor;
    private final List<Member> members;

    private StoredRecord(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] parameters =
                Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            this.constructor = type.getDeclaredConstructor(parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
        constructor.setAccessible(true);
        this.members = Stream.of(components).map(Member::of).toList();
    }

    @SuppressWarnings("unchecked")
    static <T> StoredRecord<T> of(Class<T> type) {
        return (StoredRecord<T>) KNOWN.get(type);
    }

    /** @throws UnreadableDocumentException when something is missing, or not what it should be */
    T read(Document document) {
        Object[] values = new Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = members.get(i).of(document);
        }
        try {
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new UnreadableDocumentException(
                    String.valueOf(e.getTargetException().getMessage()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is at a path, which leads through no list. */
    static <V> V member(Document document, String path, Class<V> type) {
        Object found = document;
        for (String name : path.split("\\.")) {
            found = found instanceof Document parent ? parent.get(name) : null;
        }
        try {
            return type.cast(read(found, reading(type)));
        } catch (UnreadableDocumentException e) {
            throw e.in(path);
        }
    }

    private record Member(
            String name, UnaryOperator<Object> reading, boolean mayBeNull, boolean counter, boolean onlyShown) {

        static Member of(RecordComponent component) {
            boolean id = AnnotatedElementUtils.hasAnnotation(component.getAccessor(), Id.class);
            boolean asStored = component.getAccessor().isAnnotationPresent(MongoId.class);
            return new Member(
                    id ? "_id" : component.getName(),
                    id && !asStored ? StoredRecord::objectId : StoredRecord.reading(component.getGenericType()),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    component.isAnnotationPresent(Counter.class),
                    component.isAnnotationPresent(IfReadable.class));
        }

        @Nullable
        Object of(Document document) {
            Object stored = document.get(name);
            if (stored == null && mayBeNull && !(counter && document.containsKey(name))) {
                return null;
            }
            try {
                boolean zero = counter && !document.containsKey(name);
                return StoredRecord.read(zero ? Integer.valueOf(0) : stored, reading);
            } catch (UnreadableDocumentException e) {
                if (onlyShown) {
                    return null;
                }
                throw e.in(name);
            }
        }
    }

    private static Object read(@Nullable Object stored, UnaryOperator<Object> reading) {
        if (stored == null) {
            throw new UnreadableDocumentException("missing");
        }
        return reading.apply(stored);
    }

    private static UnaryOperator<Object> reading(Type type) {
        if (type instanceof ParameterizedType list) {
            UnaryOperator<Object> each = reading(list.getActualTypeArguments()[0]);
            return stored -> elements(as(List.class, stored), each);
        }
        Class<?> wanted = ClassUtils.resolvePrimitiveIfNecessary((Class<?>) type);
        if (wanted == Long.class) {
            return StoredRecord::whole;
        }
        if (wanted == Integer.class) {
            return StoredRecord::integer;
        }
        if (wanted == Instant.class) {
            return StoredRecord::instant;
        }
        if (wanted.isEnum()) {
            return stored -> LowerCaseEnums.constant(wanted, as(String.class, stored));
        }
        if (wanted.isRecord()) {
            return stored -> of(wanted).read(as(Document.class, stored));
        }
        return stored -> as(wanted, stored);
    }

    private static List<Object> elements(List<?> stored, UnaryOperator<Object> each) {
        List<Object> elements = new ArrayList<>(stored.size());
        for (Object element : stored) {
            try {
                elements.add(read(element, each));
            } catch (UnreadableDocumentException e) {
                throw e.in(String.valueOf(elements.size()));
            }
        }
        return elements;
    }

    private static long whole(Object stored) {
        if (stored instanceof Long || stored instanceof Integer) {
            return ((Number) stored).longValue();
        }
        try {
            return new BigDecimal(as(Number.class, stored).toString()).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new UnreadableDocumentException("no whole number, or too large");
        }
    }

    private static int integer(Object stored) {
        long whole = whole(stored);
        if (whole != (int) whole) {
            throw new UnreadableDocumentException("too large");
        }
        return (int) whole;
    }

    private static Instant instant(Object stored) {
        Instant instant = as(Date.class, stored).toInstant();
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new UnreadableDocumentException("a time of no year between 0 and 9999");
        }
        return instant;
    }

    private static String objectId(Object stored) {
        return as(ObjectId.class, stored).toHexString();
    }

    private static <V> V as(Class<V> type, Object stored) {
        if (!type.isInstance(stored)) {
            throw new UnreadableDocumentException("no " + type.getSimpleName() + ", but a "
                    + stored.getClass().getSimpleName());
        }
        return type.cast(stored);
    }
}
