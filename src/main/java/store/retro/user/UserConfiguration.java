package store.retro.user;

import io.swagger.v3.oas.models.media.Schema;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.platform.openapi.ConstraintSchema;

@Configuration(proxyBeanMethods = false)
class UserConfiguration {

    @Bean
    ConstraintSchema countries() {
        return new ConstraintSchema(CountryCode.class, (code, schema) -> enumerate(schema));
    }

    @SuppressWarnings("unchecked")
    private static void enumerate(Schema<?> schema) {
        ((Schema<Object>) schema)
                .setEnum(CountryCode.Check.CODES.stream()
                        .sorted()
                        .<Object>map(code -> code)
                        .toList());
    }
}
