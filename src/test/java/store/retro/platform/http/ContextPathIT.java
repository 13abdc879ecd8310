package store.retro.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Clerk;
import store.retro.fixture.Console;
import store.retro.fixture.Http;
import store.retro.fixture.NewShop;
import store.retro.fixture.OpenIdServer;
import store.retro.fixture.TlsProxy;
import store.retro.fixture.browser.Browser;
import store.retro.fixture.browser.Chromium;
import store.retro.fixture.browser.Viewport;

/**
 * A shop that is a part of another site, under {@code /shop}, behind a proxy that is named: 127.0.0.2. Everybody else
 * comes from 127.0.0.1, and is a stranger. One store for all of it, which takes seconds to start.
 */
class ContextPathIT {

    private static final String PROXY = "127.0.0.2";
    private static final Pattern LINK = Pattern.compile("<(?:link|script|a)[^>]* (?:href|src)=\"([^\"#]+)\"");

    @TempDir
    private static Path logs;

    private static NewShop shop;
    private static TlsProxy tls;
    private static Http site;
    private static Console console;

    @BeforeAll
    static void open() {
        shop = new NewShop(
                "context-path",
                "--server.servlet.context-path=/shop",
                "--server.tomcat.remoteip.internal-proxies=" + PROXY,
                "--server.tomcat.basedir=" + logs,
                "--server.tomcat.accesslog.enabled=true",
                "--server.tomcat.accesslog.buffered=false",
                "--server.tomcat.accesslog.request-attributes-enabled=true",
                "--server.tomcat.accesslog.pattern=%a %U",
                "--store.web.staff-origins=https://office.example",
                "--store.web.image-sources=https://img.example");
        tls = new TlsProxy(URI.create(shop.storefront()).getPort(), logs);
        shop.isAlsoAt(tls.origin() + "/shop/");
        site = new Http(origin());
        Clerk stella = new Clerk(shop.atTheBackOffice("stella"));
        String product = Clerk.described("Game Boy", 8999).replace("lynx.svg", "game-boy.svg");
        console = new Console(stella.creates("a-key", product).at("/id"), 8999, 0);
        stella.restocks(console, 10);
        shop.shop().putOnSale(console);
    }

    @AfterAll
    static void close() {
        tls.close();
        shop.close();
    }

    @Test
    void saysWhereThingsAreByPathsThatCanBeFollowed() {
        Buyer ada = shop.atTheStorefront("ada");
        Answer order = ada.buys(console.times(1));
        Answer payment = ada.pays("pm_card_visa", console.times(1));
        Answer product = new Clerk(shop.atTheBackOffice("stella")).creates("another", Clerk.described("Lynx", 100));

        assertThat(order.header("Location")).contains("/shop/orders/" + order.at("/id"));
        assertThat(payment.header("Location")).contains("/shop/payments/" + payment.at("/id"));
        assertThat(product.header("Location")).contains("/shop/staff/products/" + product.at("/id"));
    }

    @Test
    void explainsItsProblemsWhereTheySay() {
        Answer problem = get("/shop/orders/none");

        assertThat(problem.at("/instance")).isEqualTo("/shop/orders/none");
        assertThat(problem.at("/type")).isEqualTo("/shop/problems/unauthenticated");
        assertThat(get(problem.at("/type")).at("/type")).isEqualTo(problem.at("/type"));
        assertThat(site.send("GET", problem.at("/type"), Map.of("Accept", "text/html"), null)
                        .body())
                .contains("<h1");
    }

    @Test
    void describesItselfUnderItsPath() {
        assertThat(get("/shop/v3/api-docs").json().at("/servers").findValuesAsString("url"))
                .containsExactly("/shop");
        assertThat(get("/shop/v3/api-docs/swagger-config").at("/url")).isEqualTo("/shop/v3/api-docs");
        Answer redirect = get("/shop/swagger-ui.html");
        assertThat(redirect.header("Location")).contains("/shop/swagger-ui/index.html");
        assertThat(get("/shop/swagger-ui/index.html").header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("'unsafe-inline'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop/", "/shop/index.html", "/shop/back-office", "/shop/problems/not-found"})
    void servesPagesWithAllThatTheyName(String page) {
        String html =
                site.send("GET", page, Map.of("Accept", "text/html"), null).body();

        Stream<String> links = LINK.matcher(html).results().map(link -> link.group(1));
        assertThat(links.map(link -> URI.create(page).resolve(link).toString()))
                .allSatisfy(link -> assertThat(get(link).status()).as(link).isBetween(200, 302));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/shop/", "/shop/back-office"})
    void letsPagesDoWhatTheyMustAndShowPicturesFromWhereItIsAllowed(String page) {
        assertThat(get(page).header("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("connect-src 'self' http://localhost:")
                        .contains("img-src 'self' data: https://img.example"));
    }

    @Test
    void leadsToThePageFromItsPathWithoutASlash() {
        Answer redirect = get("/shop");

        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.header("Location")).contains("/shop/");
    }

    @Test
    void showsPictures() {
        String picture = get("/shop/products/" + console.id()).at("/imageUrl");

        assertThat(get(picture).header("Content-Type")).contains("image/svg+xml");
    }

    @Test
    void asksEachForWhatItMust() {
        assertThat(get("/shop/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(get("/shop/actuator/prometheus").code()).isEqualTo("unauthenticated");
        assertThat(get("/shop/staff/orders").code()).isEqualTo("unauthenticated");
        assertThat(shop.atTheStorefront("ada").get("/staff/orders").code()).isEqualTo("forbidden");
        assertThat(shop.atTheBackOffice("carla").get("/staff/orders").status()).isEqualTo(200);
        assertThat(shop.atTheBackOffice("carla").get("/staff/books").code()).isEqualTo("forbidden");
        assertThat(shop.atTheStorefront("ada").get("/orders").header("Cache-Control"))
                .contains("no-store");
    }

    @Test
    void letsPagesOfStaffCallFromTheirOrigin() {
        Map<String, String> preflight =
                Map.of("Origin", "https://office.example", "Access-Control-Request-Method", "DELETE");

        assertThat(site.send("OPTIONS", "/shop/staff/products/x", preflight, null)
                        .status())
                .isEqualTo(200);
        assertThat(site.send("OPTIONS", "/shop/products/x", preflight, null).status())
                .isEqualTo(403);
    }

    @Test
    void isNotWhatLiesBesideIt() {
        Answer elsewhere = get("/products");

        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(elsewhere.header("Content-Type")).contains("application/problem+json");
    }

    @Test
    void believesTheProxyThatIsNamed() throws IOException {
        assertThat(answer(PROXY, "/shop/products")).contains("Strict-Transport-Security");
        assertThat(Files.readString(log())).contains("192.0.2.1 /shop/products");
    }

    @Test
    void believesNoStranger() throws IOException {
        assertThat(answer("127.0.0.1", "/shop/images/game-boy.svg")).doesNotContain("Strict-Transport-Security");
        assertThat(Files.readString(log())).contains("127.0.0.1 /shop/images/game-boy.svg");
    }

    @Test
    @ExtendWith(Chromium.class)
    void signsInAndSellsAtItsPageBehindTls() {
        try (Browser ada = new Browser(Viewport.DESKTOP_LIGHT, tls.origin() + "/shop/")) {
            ada.waitFor(
                    "a picture",
                    () -> Boolean.TRUE.equals(
                            ada.script("return (document.querySelector('main img')?.naturalWidth ?? 0) > 0")));
            ada.go("/consoles/" + console.id());
            ada.click(".console .add");
            ada.go("/checkout");
            ada.press("Sign in");
            signIn(ada, "ada");
            ada.fillInAddress();
            ada.click("main button[type=submit]");
            ada.seeHeading("Order placed!");

            assertThat(ada.script("return location.origin + location.pathname")).isEqualTo(tls.origin() + "/shop/");
            assertThat(ada.script(
                            "return Object.keys(localStorage).every((key) => key.startsWith('retro-store/shop.'))"))
                    .isEqualTo(true);
            assertThat(ada.complaints()).isEmpty();
        }
    }

    @Test
    @ExtendWith(Chromium.class)
    void letsABrowserShowPicturesFromWhereItIsAllowedAndFromNowhereElse() {
        try (Browser ada = new Browser(Viewport.DESKTOP_LIGHT, shop.storefront())) {
            ada.script("""
                window.blocked = [];
                addEventListener('securitypolicyviolation', (event) => blocked.push(event.blockedURI));
                window.failed = 0;
                for (const origin of ['https://img.example', 'https://img2.example']) {
                    const image = new Image();
                    image.onerror = () => failed++;
                    image.src = `${origin}/a.png`;
                }
                """);
            ada.waitFor("both", () -> ada.script("return failed").equals(2L));

            assertThat(ada.script("return blocked")).isEqualTo(List.of("https://img2.example/a.png"));
        }
    }

    @Test
    @ExtendWith(Chromium.class)
    void signsStaffInAtItsBackOffice() {
        try (Browser stella = new Browser(Viewport.DESKTOP_LIGHT, shop.backOffice())) {
            signIn(stella, "stella");
            stella.go("/products");
            stella.waitFor(
                    "a picture",
                    () -> Boolean.TRUE.equals(stella.script(
                            "return [...document.querySelectorAll('main img')].some((img) => img.naturalWidth > 0)")));

            assertThat(stella.script("return location.pathname")).isEqualTo("/shop/back-office");
            assertThat(stella.complaints()).isEmpty();
        }
    }

    private static void signIn(Browser browser, String person) {
        browser.press("Continue to sign in");
        browser.type("username", person);
        browser.type("password", OpenIdServer.PASSWORD);
        browser.press("Sign in");
        browser.settled();
    }

    private static String origin() {
        return shop.storefront().replaceFirst("/shop/$", "");
    }

    private static Answer get(String path) {
        return site.send("GET", path, Map.of(), null);
    }

    private static Path log() throws IOException {
        try (Stream<Path> files = Files.list(logs.resolve("logs"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("access_log"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** What somebody gets who sends it from that address, in the name of a browser at 192.0.2.1 that uses TLS. */
    private static String answer(String from, String path) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getByName("127.0.0.1"), URI.create(origin()).getPort(), InetAddress.getByName(from), 0)) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + "X-Forwarded-For: 192.0.2.1\r\nX-Forwarded-Proto: https\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (BindException e) {
            assumeTrue(false, "this machine has no address " + from);
            throw new UncheckedIOException(e);
        }
    }
}
