package store.retro.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Nobody has asked this service for its description before. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=retro-described")
class DescriptionOnDemandIT {

    @Autowired
    private GenericApplicationContext context;

    @Autowired
    private Shop shop;

    @Test
    void isMadeOnceSomebodyAsksForIt() {
        assertThat(made()).isEmpty();

        assertThat(shop.anonymously("GET", "/v3/api-docs", null).status()).isEqualTo(200);

        assertThat(made()).contains("storeApi", "openApiResource");
    }

    private Stream<String> made() {
        return Stream.of("storeApi", "openApiResource", "constraintModelConverter", "openAPIBuilder")
                .filter(context.getDefaultListableBeanFactory()::containsSingleton);
    }
}
