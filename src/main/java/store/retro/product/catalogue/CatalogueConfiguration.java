package store.retro.product.catalogue;

import io.swagger.v3.oas.models.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import store.retro.money.AmountRange;
import store.retro.platform.http.WebProperties;
import store.retro.platform.openapi.ConstraintSchema;
import store.retro.platform.security.ClerkEndpoints;

@Configuration(proxyBeanMethods = false)
class CatalogueConfiguration {

    @Bean
    ClerkEndpoints clerkProducts() {
        return new ClerkEndpoints(List.of(
                "GET /staff/products",
                "GET /staff/products/{id}",
                "GET /staff/products/{id}/history",
                "POST /staff/products/{id}/stock"));
    }

    @Bean
    @Lazy
    ConstraintSchema listedPrices(AmountRange payable) {
        AmountRange prices = ListedPrice.Check.prices(payable);
        return new ConstraintSchema(
                ListedPrice.class,
                (price, schema) -> schema.minimum(BigDecimal.valueOf(prices.least()))
                        .maximum(BigDecimal.valueOf(prices.most()))
                        .multipleOf(BigDecimal.valueOf(prices.step())));
    }

    @Bean
    @Lazy
    ConstraintSchema imageUrls(WebProperties properties) {
        return new ConstraintSchema(
                ImageUrl.class,
                (url, schema) -> schema.maxLength(ImageUrl.Check.MOST).pattern(ImageUrl.Check.pattern(properties)));
    }

    @Bean
    @Lazy
    ConstraintSchema changes() {
        return new ConstraintSchema(NotZero.class, (change, schema) -> schema.not(new Schema<>()._const(0)));
    }
}
