package store.retro.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration;
import org.springframework.boot.data.mongodb.autoconfigure.DataMongoRepositoriesAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import store.retro.fixture.Tokens;
import store.retro.platform.PlatformSlice;
import store.retro.platform.TestController;

/** What only a real server shows; requests are written by hand. */
@ActiveProfiles(TestController.SLICE)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        classes = TomcatProblemCustomizerTest.Web.class,
        properties = "management.endpoint.health.group.readiness.include=readinessState")
class TomcatProblemCustomizerTest {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                MongoAutoConfiguration.class,
                DataMongoAutoConfiguration.class,
                DataMongoRepositoriesAutoConfiguration.class
            },
            excludeName =
                    "org.springframework.boot.mongodb.autoconfigure.health.MongoHealthContributorAutoConfiguration")
    @Import({PlatformSlice.class, TestController.class})
    static class Web {}

    @LocalServerPort
    int port;

    private String send(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String path, String... headers) throws IOException {
        return send(
                "GET " + path + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + String.join("", headers) + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /a|b HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET /products/../../x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET /products/%00 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
                "GET / HTTP/9.9\r\nHost: a\r\nConnection: close\r\n\r\n",
                "POST /carts HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: odd\r\nConnection: close\r\n\r\n",
                "nonsense\r\n\r\n"
            })
    void answersWhatIsNotHttpWithAProblem(String request) throws IOException {
        String response = send(request);
        assertThat(response).startsWith("HTTP/1.1 400").containsIgnoringCase("application/problem+json");
        assertThat(response).contains("\"malformed-request\"").doesNotContain("<html", "Tomcat", "apache");
    }

    @Test
    void answersTraceWithAProblem() throws IOException {
        String response = send("TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(response).contains("\"method-not-allowed\"").doesNotContain("<html");
    }

    /** The contract lets Tomcat and Spring's strict firewall refuse what could be taken for another path. */
    @ParameterizedTest
    @ValueSource(strings = {"/products/a%2Fb", "/products/a;b", "/products/%25", "/products/%2e%2e%2e", "/products//a"})
    void refusesAnOddPath(String path) throws IOException {
        assertThat(get(path)).startsWith("HTTP/1.1 400").contains("\"malformed-request\"");
    }

    @Test
    void measuresAChunkedBodyAndClosesTheConnection() throws IOException {
        String chunk = "4000\r\n" + " ".repeat(0x4000) + "\r\n";
        String response = send("POST /carts HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nAuthorization: "
                + Tokens.bearer("ada") + "\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5) + "0\r\n\r\n");
        assertThat(response)
                .startsWith("HTTP/1.1 413")
                .contains("\"payload-too-large\"")
                .contains("Connection: close");
    }

    @Test
    void asksForATokenBeforeItMeasuresABody() throws IOException {
        assertThat(send("POST /carts HTTP/1.1\r\nHost: a\r\nContent-Length: 70000\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 401");
    }

    /** Common load balancers keep one for 60 seconds; what they send when the store has just closed it is lost. */
    @Test
    void keepsAConnectionForLongerThanWhoStandsBeforeIt() throws IOException {
        String response = send("GET /error HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n"
                + "GET /error HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        assertThat(response.lines()).contains("Keep-Alive: timeout=75");
    }

    @Test
    void tellsNothingOfTheInside() throws IOException {
        String response = get("/failure/other", "Authorization: " + Tokens.bearer("ada") + "\r\n");
        assertThat(response)
                .startsWith("HTTP/1.1 500")
                .contains("\"internal-error\"")
                .doesNotContain("secret");
    }

    @Test
    void answersNothingAtTheErrorPageItself() throws IOException {
        assertThat(get("/error", "Authorization: " + Tokens.bearer("ada") + "\r\n"))
                .startsWith("HTTP/1.1 404");
    }

    @Test
    void servesHealthAndTheDescriptionToAnyone() throws IOException {
        assertThat(get("/actuator/health/readiness")).startsWith("HTTP/1.1 200");
        assertThat(get("/swagger-ui.html")).startsWith("HTTP/1.1 302");
        assertThat(get("/swagger-ui/index.html")).startsWith("HTTP/1.1 200").contains("'unsafe-inline'");
        assertThat(get("/actuator/info")).startsWith("HTTP/1.1 401");
    }

    @Test
    void describesEveryProblem() throws IOException {
        String api = get("/v3/api-docs");
        assertThat(api).startsWith("HTTP/1.1 200").contains("\"openapi\":\"3.1");
        for (ProblemType problem : GeneralProblem.values()) {
            assertThat(api).contains("\"" + problem.code() + "\":{");
        }
        assertThat(api).contains("#/components/examples/out-of-stock", "\"Idempotency-Key\"");
    }
}
