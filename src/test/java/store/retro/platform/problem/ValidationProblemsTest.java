package store.retro.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import store.retro.fixture.Tokens;
import store.retro.platform.PlatformTest;

@PlatformTest
class ValidationProblemsTest {

    private final Locale before = Locale.getDefault();

    @Autowired
    MockMvcTester mvc;

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    private MvcTestResult post(String body) {
        return mvc.post()
                .uri("/carts")
                .header("Authorization", Tokens.bearer("ada"))
                .header("Accept-Language", "de")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    @Test
    void pointsAtEveryInvalidPlaceInOrder() {
        assertThat(post("{\"items\":[{\"quantity\":100},null]}"))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("$.errors")
                .asArray()
                .extracting(Object::toString)
                .containsExactly(
                        "{pointer=/items/0/productId, detail=must not be null}",
                        "{pointer=/items/0/quantity, detail=must be less than or equal to 99}",
                        "{pointer=/items/1, detail=must not be null}");
    }

    @Test
    void speaksEnglishWhateverTheServerSpeaks() {
        Locale.setDefault(Locale.GERMANY);
        assertThat(post("{}")).bodyJson().extractingPath("$.errors[0].detail").isEqualTo("must not be null");
    }

    @ParameterizedTest
    @CsvSource({
        "0, must be greater than or equal to 1",
        "101, must be less than or equal to 100",
        "x, must be an integer",
        "1.5, must be an integer"
    })
    void namesTheParameter(String limit, String detail) {
        MvcTestResult result = mvc.get()
                .uri("/list?limit=" + limit)
                .header("Authorization", Tokens.bearer("ada"))
                .exchange();
        assertThat(result).hasStatus(400).bodyJson().extractingPath("$.code").isEqualTo("invalid-request");
        assertThat(result).bodyJson().extractingPath("$.errors[0].parameter").isEqualTo("limit");
        assertThat(result).bodyJson().extractingPath("$.errors[0].detail").isEqualTo(detail);
    }
}
