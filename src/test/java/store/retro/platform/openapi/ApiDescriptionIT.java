package store.retro.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import tools.jackson.databind.JsonNode;

/** The OpenAPI description names every status that an operation answers with. */
@StoreTest
@TestPropertySource(properties = "store.order-transactions.style=managed")
class ApiDescriptionIT {

    @Autowired
    private Shop shop;

    @ParameterizedTest
    @CsvSource({
        "post, /place-order, 201 400 401 402 403 406 409 413 415 422 500 503",
        "get, /orders, 200 400 401 403 406 413 415 500 503",
        "get, /orders/{id}, 200 400 401 403 404 406 413 415 500 503",
        "post, /orders/{id}/cancel, 200 400 401 403 404 406 409 413 415 500 503",
        "put, /orders/{id}/shipping-address, 200 400 401 403 404 406 409 413 415 500 503",
        "put, /staff/orders/{id}/shipping-address, 200 400 401 403 404 406 409 413 415 500 503",
        "post, /staff/orders/{id}/ship, 200 400 401 403 404 406 409 413 415 500 503",
        "post, /payments, 201 400 401 402 403 406 409 413 415 422 429 500 503",
        "post, /payments/{id}/release, 200 400 401 403 404 406 409 413 415 500 503",
        "get, /payments/{id}, 200 400 401 403 404 406 413 415 500 503",
        "get, /products, 200 400 406 413 415 500 503",
        "get, /products/{id}, 200 400 404 406 413 415 500 503",
        "get, /users/me, 200 400 401 403 406 413 415 500 503",
        "post, /webhooks/stripe, 200 400 406 413 415 500 503",
        "get, /staff/stuck, 200 400 401 403 406 413 415 500 503",
        "post, /staff/stuck/{kind}/{id}/retry, 204 400 401 403 404 406 413 415 500 503"
    })
    void namesEveryStatus(String method, String path, String statuses) {
        JsonNode responses = description().path("paths").path(path).path(method).path("responses");

        assertThat(responses.propertyNames()).containsExactlyInAnyOrder(statuses.split(" "));
        responses.forEach(response ->
                assertThat(response.path("description").asString("")).isNotEmpty());
    }

    @Test
    void describesTheOrderInFull() {
        JsonNode schema = description().at("/components/schemas/OrderResponse/properties");

        assertThat(schema.propertyNames())
                .contains("id", "status", "items", "billingAmount", "shippingAddress", "paymentId")
                .doesNotContain("settlement", "outbox");
    }

    private JsonNode description() {
        return shop.anonymously("GET", "/v3/api-docs", null).json();
    }
}
