package store.retro.platform.documents;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.WritingConverter;

/** Stores an enum constant as clients see it: {@code REQUIRES_ACTION} as {@code requires_action}. */
final class LowerCaseEnums {

    private static final String UNKNOWN = "unknown";

    private LowerCaseEnums() {}

    @WritingConverter
    static final class Writing implements Converter<Enum<?>, String> {
        @Override
        public String convert(Enum<?> constant) {
            return code(constant);
        }
    }

    /** The constant that is stored just so; what a later version has written is {@code UNKNOWN}, if there is that. */
    static Object constant(Class<?> type, String code) {
        return find(type, code)
                .or(() -> find(type, UNKNOWN))
                .orElseThrow(() -> new UnreadableDocumentException("none of the known values"));
    }

    private static Optional<Object> find(Class<?> type, String code) {
        return Stream.<Object>of(type.getEnumConstants())
                .filter(constant -> code((Enum<?>) constant).equals(code))
                .findFirst();
    }

    private static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
