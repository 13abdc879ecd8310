package store.retro.money;

import io.swagger.v3.oas.models.media.Schema;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.platform.openapi.ConstraintSchema;

@Configuration(proxyBeanMethods = false)
class MoneyConfiguration {

    @Bean
    ConstraintSchema currencies(StoreCurrency store) {
        return new ConstraintSchema(InStoreCurrency.class, (currency, schema) -> enumerate(schema, store));
    }

    @SuppressWarnings("unchecked")
    private static void enumerate(Schema<?> schema, StoreCurrency store) {
        ((Schema<Object>) schema).setEnum(List.of(store.code()));
    }
}
