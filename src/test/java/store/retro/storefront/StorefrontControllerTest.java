package store.retro.storefront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

class StorefrontControllerTest {

    @Test
    void tellsThePageHowToSignIn() {
        var properties = new StorefrontProperties(
                "https://id.example", "storefront", "openid", "https://shop.example/api", false, List.of());

        assertThat(answer(properties))
                .hasHeader("Cache-Control", "no-cache")
                .bodyJson()
                .isStrictlyEqualTo("""
                    {"issuer": "https://id.example", "clientId": "storefront", "scope": "openid",
                     "audience": "https://shop.example/api", "developmentSignIn": false}
                    """);
    }

    @Test
    void showsWhatIsNotConfiguredAsNull() {
        var properties = new StorefrontProperties(null, null, "openid", null, true, List.of("https://id.example"));

        assertThat(answer(properties)).bodyJson().isStrictlyEqualTo("""
            {"issuer": null, "clientId": null, "scope": "openid", "audience": null, "developmentSignIn": true}
            """);
    }

    @Test
    void refusesAnIssuerWithoutAClient() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new StorefrontProperties("https://id.example", null, "openid", null, false, List.of()))
                .withMessageContaining("store.storefront.client-id");
    }

    private static MvcTestResult answer(StorefrontProperties properties) {
        return MockMvcTester.of(new StorefrontController(properties))
                .get()
                .uri("/assets/config.json")
                .exchange();
    }
}
