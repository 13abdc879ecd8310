package store.retro.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import store.retro.fixture.Tokens;
import store.retro.platform.PlatformTest;

@PlatformTest
class JacksonConfigurationTest {

    private static final String WRONG = "the value is of the wrong type or out of range.";

    @Autowired
    MockMvcTester mvc;

    private MvcTestResult post(byte[] body) {
        return mvc.post()
                .uri("/carts")
                .header("Authorization", Tokens.bearer("ada"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private MvcTestResult post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertMalformed(MvcTestResult result) {
        assertThat(result).hasStatus(400).bodyJson().extractingPath("$.code").isEqualTo("malformed-request");
        assertThat(result).bodyText().doesNotContain("java", "retro", "jackson", "Exception");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "5",
                "\"\"",
                "{",
                "{}x",
                "{} {}",
                "{'items':[]}",
                "{\"items\":[],}",
                "{\"items\":[],\"more\":1}",
                "{\"items\":[],\"items\":[]}",
                "{\"items\":{}}",
                "{\"items\":\"\"}",
                "{\"items\":[[]]}",
                "{\"items\":[\"\"]}",
                "{\"items\":[{\"quantity\":\"1\"}]}",
                "{\"items\":[{\"quantity\":\"\"}]}",
                "{\"items\":[{\"quantity\":1.9}]}",
                "{\"items\":[{\"quantity\":1.0}]}",
                "{\"items\":[{\"quantity\":1e1}]}",
                "{\"items\":[{\"quantity\":true}]}",
                "{\"items\":[{\"quantity\":[]}]}",
                "{\"items\":[{\"quantity\":[1]}]}",
                "{\"items\":[{\"quantity\":{}}]}",
                "{\"items\":[{\"quantity\":3000000000}]}",
                "{\"items\":[{\"quantity\":NaN}]}",
                "{\"items\":[{\"weight\":9223372036854775808}]}",
                "{\"items\":[{\"weight\":123456789012345678901234567890}]}",
                "{\"items\":[{\"productId\":5}]}",
                "{\"items\":[{\"productId\":true}]}",
                "{\"items\":[{\"productId\":1.5}]}",
                "{\"items\":[{\"productId\":[\"a\"]}]}",
                "{\"note\":\"\\ud800\"}"
            })
    void refusesWhatItWouldHaveToConvert(String body) {
        assertMalformed(post(body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"items\":[{\"quantity\":\"1\"}]} | /items/0/quantity: " + WRONG,
                "{\"items\":[{\"productId\":5}]} | /items/0/productId: " + WRONG,
                "{\"items\":[{\"a/b\":5}]} | /items/0/a~1b: there is no such member.",
                "{\"items\":5} | /items: " + WRONG,
                "{\"items\":[{\"quantity\":3000000000}]} | /items/0/quantity: " + WRONG,
                "[] | The body: " + WRONG,
                "{\"note\":1,} | /note: " + WRONG
            })
    void saysWhereAndWhatIsWrong(String body, String detail) {
        assertThat(post(body)).bodyJson().extractingPath("$.detail").isEqualTo(detail);
    }

    @Test
    void refusesDeepNesting() {
        assertMalformed(post("{\"items\":" + "[".repeat(10_000)));
        assertMalformed(post("{\"more\":" + "[".repeat(1_000) + "]".repeat(1_000) + "}"));
    }

    @Test
    void refusesOtherEncodings() {
        assertMalformed(post("{\"items\":[]}".getBytes(StandardCharsets.UTF_16)));
        assertMalformed(post("{\"items\":[]}".getBytes(StandardCharsets.UTF_16LE)));
        assertMalformed(post("{\"note\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void leavesNullsToValidation() {
        assertThat(post("{\"items\":null}")).bodyJson().extractingPath("$.code").isEqualTo("invalid-request");
        assertThat(post("{}")).bodyJson().extractingPath("$.code").isEqualTo("invalid-request");
    }

    @Test
    void writesTimesWithExactlyThreeDigits() {
        assertThat(mvc.get().uri("/products"))
                .bodyJson()
                .isStrictlyEqualTo("{\"at\":\"2026-11-23T21:04:05.123Z\",\"even\":\"2026-11-23T21:04:05.000Z\"}");
    }
}
