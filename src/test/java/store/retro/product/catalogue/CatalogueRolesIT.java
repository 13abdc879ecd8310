package store.retro.product.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Clerk;
import store.retro.fixture.Console;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;

/** Who may do what with the products. */
@StoreTest
@TestPropertySource(properties = "spring.mongodb.database=catalogue")
class CatalogueRolesIT {

    @Autowired
    private Shop shop;

    @ParameterizedTest
    @CsvSource({
        "GET, '', 200, 200",
        "GET, /{id}, 200, 200",
        "GET, /{id}/history, 200, 200",
        "POST, '', 403, 201",
        "PUT, /{id}, 403, 200",
        "POST, /{id}/stock, 200, 200",
        "DELETE, /{id}, 403, 204",
        "POST, /{id}/restore, 403, 204"
    })
    void aClerkMayDoLessThanStaffAndABuyerNothing(String method, String call, int clerk, int staff) {
        Console console = shop.console(100, 10);
        String path = Clerk.PRODUCTS + call.replace("{id}", console.id());
        String body = body(method, call);

        assertThat(shop.anonymously(method, path, body).code()).isEqualTo("unauthenticated");
        assertThat(shop.buyer().send(method, path, headers(), body).code()).isEqualTo("forbidden");
        assertThat(shop.clerk().send(method, path, headers(), body).status()).isEqualTo(clerk);
        assertThat(shop.staff().send(method, path, headers(), body).status()).isEqualTo(staff);
    }

    private static @Nullable String body(String method, String call) {
        if (call.equals("/{id}/stock")) {
            return "{\"change\": 1, \"reason\": \"delivery\"}";
        }
        return method.equals("PUT") || call.isEmpty() && method.equals("POST") ? Clerk.described("Lynx", 100) : null;
    }

    private static Map<String, String> headers() {
        return Map.of("If-Match", "\"0\"", "Idempotency-Key", UUID.randomUUID().toString());
    }
}
