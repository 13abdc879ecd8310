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
        "get, /staff/orders, 200 400 401 403 406 413 415 500 503",
        "get, /staff/orders/{id}, 200 400 401 403 404 406 413 415 500 503",
        "get, /staff/customers, 200 400 401 403 406 413 415 500 503",
        "get, /staff/customers/{id}, 200 400 401 403 404 406 413 415 500 503",
        "get, /staff/products, 200 400 401 403 406 413 415 500 503",
        "get, /staff/products/{id}, 200 400 401 403 404 406 413 415 500 503",
        "get, /staff/products/{id}/history, 200 400 401 403 404 406 413 415 500 503",
        "post, /staff/products, 201 400 401 403 406 413 415 422 428 500 503",
        "put, /staff/products/{id}, 200 400 401 403 404 406 412 413 415 428 500 503",
        "post, /staff/products/{id}/stock, 200 400 401 403 404 406 409 413 415 422 428 500 503",
        "delete, /staff/products/{id}, 204 400 401 403 404 406 413 415 500 503",
        "post, /staff/products/{id}/restore, 204 400 401 403 404 406 413 415 500 503",
        "post, /staff/orders/{id}/ship, 200 400 401 403 404 406 409 413 415 500 503",
        "post, /payments, 201 400 401 402 403 406 409 413 415 422 429 500 503",
        "post, /payments/{id}/release, 200 400 401 403 404 406 409 413 415 500 503",
        "get, /payments/{id}, 200 400 401 403 404 406 413 415 500 503",
        "get, /payment-methods, 200 400 406 413 415 500 503",
        "get, /products, 200 400 406 413 415 500 503",
        "get, /products/{id}, 200 400 404 406 413 415 500 503",
        "get, /users/me, 200 400 401 403 406 413 415 500 503",
        "get, /users/me/export, 200 400 401 403 406 413 415 429 500 503",
        "post, /users/me/erase, 204 400 401 403 406 409 413 415 500 503",
        "post, /staff/customers/{id}/readmit, 204 400 401 403 404 406 413 415 500 503",
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

    @Test
    void describesAnOrderAsStaffSeesIt() {
        JsonNode schemas = description().at("/components/schemas");

        assertThat(schemas.at("/StaffOrderResponse/properties").propertyNames())
                .contains("id", "items", "paymentId", "userId", "settlement")
                .doesNotContain("order");
        assertThat(schemas.at("/SettlementResponse/properties/state/enum").values())
                .extracting(JsonNode::asString)
                .contains("held", "captured-in-part");
    }

    @ParameterizedTest
    @CsvSource({
        "status, enum, '[\"placed\",\"shipped\",\"cancelled\",\"returned\",\"unknown\"]'",
        "settlement, enum/1, '\"captured\"'",
        "sort, pattern, '\"placedAt\"'",
        "limit, maximum, 100",
        "number, minLength, 1",
        "from, format, '\"date-time\"'",
        "to, format, '\"date-time\"'"
    })
    void saysWhatStaffMayLookFor(String name, String rule, String value) {
        JsonNode parameters =
                description().path("paths").path("/staff/orders").path("get").path("parameters");

        assertThat(parameters.values())
                .filteredOn(parameter -> parameter.at("/name").asString().equals(name))
                .singleElement()
                .satisfies(parameter ->
                        assertThat(parameter.at("/schema/" + rule).toString()).isEqualTo(value));
    }

    @Test
    void describesTheBoundsOfAProduct() {
        JsonNode schemas = description().at("/components/schemas");

        JsonNode product = schemas.at("/ProductRequest/properties");
        assertThat(product.at("/name/maxLength").asInt()).isEqualTo(200);
        assertThat(product.at("/year/minimum").asInt()).isEqualTo(1950);
        assertThat(product.at("/description/maxLength").asInt()).isEqualTo(5000);
        assertThat(product.at("/imageUrl/pattern").asString()).startsWith("^(?:)/");
        assertThat(schemas.at("/PriceRequest/properties/amount/minimum").asLong())
                .isEqualTo(1);
        assertThat(schemas.at("/PriceRequest/properties/amount/maximum").asLong())
                .isEqualTo(1_000_000_000_000L);
        assertThat(schemas.at("/StockRequest/properties/change/not/const").asInt(-1))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "post, /staff/products, Required-Idempotency-Key",
        "post, /staff/products/{id}/stock, Required-Idempotency-Key",
        "post, /payments, Idempotency-Key"
    })
    void saysWhereAKeyIsRequired(String method, String path, String parameter) {
        assertThat(description()
                        .path("paths")
                        .path(path)
                        .path(method)
                        .path("parameters")
                        .toString())
                .contains("#/components/parameters/" + parameter + "\"");
    }

    @Test
    void saysThatAnEditWantsTheTag() {
        assertThat(description()
                        .path("paths")
                        .path("/staff/products/{id}")
                        .path("put")
                        .path("parameters")
                        .values())
                .anySatisfy(parameter -> {
                    assertThat(parameter.at("/name").asString()).isEqualTo("If-Match");
                    assertThat(parameter.at("/required").asBoolean()).isTrue();
                    assertThat(parameter.at("/schema/pattern").asString()).startsWith("^(?:W/)?");
                });
    }

    private JsonNode description() {
        return shop.anonymously("GET", "/v3/api-docs", null).json();
    }
}
