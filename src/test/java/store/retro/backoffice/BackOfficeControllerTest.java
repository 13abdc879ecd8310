package store.retro.backoffice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import store.retro.money.StoreCurrency;
import store.retro.platform.security.SecurityProperties;

class BackOfficeControllerTest {

    private static BackOfficeProperties properties(@Nullable String issuer, @Nullable String clientId) {
        return new BackOfficeProperties(issuer, clientId, "openid", null, false, List.of());
    }

    @Test
    void tellsThePageWhatIsParticularToThisStore() {
        var controller = new BackOfficeController(
                properties("https://id.example", "office"),
                new SecurityProperties("realm_access.roles", 0, true),
                new StoreCurrency(Currency.getInstance("JPY")));

        assertThat(MockMvcTester.of(controller)
                        .get()
                        .uri("/assets/back-office/config.json")
                        .exchange())
                .hasHeader("Cache-Control", "no-cache")
                .bodyJson()
                .isStrictlyEqualTo("""
                    {"issuer": "https://id.example", "clientId": "office", "scope": "openid", "audience": null,
                     "developmentSignIn": false, "rolesClaim": "realm_access.roles", "currency": "JPY"}
                    """);
    }

    @Test
    void refusesAnIssuerWithoutAClient() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> properties("https://id.example", null))
                .withMessageContaining("store.back-office.client-id");
    }

    @Test
    void refusesAClientWithoutAName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> properties("https://id.example", " "))
                .withMessageContaining("store.back-office.client-id");
    }
}
