package store.retro.platform.mongo;

import java.util.Locale;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;

/** Stores an enum constant as clients see it: {@code REQUIRES_ACTION} as {@code requires_action}. */
final class LowerCaseEnums {

    private LowerCaseEnums() {}

    @WritingConverter
    static final class Writing implements Converter<Enum<?>, String> {
        @Override
        public String convert(Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }

    @ReadingConverter
    @SuppressWarnings({"rawtypes", "unchecked"})
    static final class Reading implements ConverterFactory<String, Enum> {
        @Override
        public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
            return name -> (T) constant(type, name.toUpperCase(Locale.ROOT));
        }

        /** A name of a later version is {@code UNKNOWN}, where the type has that. */
        private static Enum constant(Class<? extends Enum> type, String name) {
            try {
                return Enum.valueOf(type, name);
            } catch (IllegalArgumentException later) {
                return Enum.valueOf(type, "UNKNOWN");
            }
        }
    }
}
