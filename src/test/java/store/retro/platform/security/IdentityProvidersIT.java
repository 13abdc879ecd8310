package store.retro.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;
import store.retro.fixture.Answer;
import store.retro.fixture.IdentityProvider;
import store.retro.fixture.NewShop;

/** The settings of {@code docs/identity.md}, each at a server that answers as its provider's documentation says. */
@ParameterizedClass
@CsvSource({"KEYCLOAK, Keycloak, ada@shop.example", "AUTH0, Auth0, ada@shop.example", "ENTRA, Microsoft Entra ID,"})
class IdentityProvidersIT {

    private static final Pattern VARIABLE = Pattern.compile("^([A-Z0-9_]+)=(.*)$", Pattern.MULTILINE);

    private static NewShop shop;

    @Parameter(0)
    IdentityProvider provider;

    @Parameter(1)
    String title;

    /** What it vouches for. */
    @Parameter(2)
    String email;

    @BeforeParameterizedClassInvocation
    static void open(IdentityProvider provider, String title) throws IOException {
        shop = new NewShop("identity-" + provider.name().toLowerCase(Locale.ROOT), provider, settings(title));
    }

    @AfterParameterizedClassInvocation
    static void close() {
        shop.close();
    }

    private static Map<String, String> settings(String title) throws IOException {
        String page = Files.readString(Path.of("docs/identity.md"));
        String section = page.split("\n## " + title + "\n", 2)[1].split("\n## ", 2)[0];
        return VARIABLE.matcher(section)
                .results()
                .collect(Collectors.toMap(variable -> variable.group(1), variable -> variable.group(2)));
    }

    @Test
    void makesUsersOfBuyersWithWhatItVouchesFor() {
        Answer ada = shop.atTheStorefront("ada").get("/users/me");

        assertThat(ada.at("/name")).isEqualTo("Ada");
        assertThat(ada.json().at("/email").stringValueOpt().orElse(null)).isEqualTo(email);
        assertThat(ada.json().at("/id").asString()).isNotEqualTo("ada");
    }

    @Test
    void knowsStaffAndClerksByTheirRoles() {
        assertThat(shop.atTheBackOffice("stella").get("/staff/books").code()).isEqualTo("not-found");
        assertThat(shop.atTheBackOffice("carla").get("/staff/orders").status()).isEqualTo(200);
        assertThat(shop.atTheBackOffice("carla").get("/staff/books").code()).isEqualTo("forbidden");
        assertThat(shop.atTheBackOffice("ada").get("/staff/orders").code()).isEqualTo("forbidden");
    }

    @Test
    void takesNobodyForStaffWhoSignedInToShop() {
        assertThat(shop.atTheStorefront("stella").get("/staff/orders").code()).isEqualTo("forbidden");
    }
}
