package store.retro.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;

class IdempotencyKeyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"k|k", "\"k\"|k", "\"a\\\"b\"|a\"b", "\"a\\\\b\"|a\\b", "\"a,b;c\"|a,b;c", "a=b:c/d|a=b:c/d"})
    void readsAKeyWithOrWithoutQuotes(String header, String value) {
        assertThat(IdempotencyKey.parse(header)).isEqualTo(new IdempotencyKey(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"\"",
                "\"",
                "\"k",
                "k\"",
                "\"k\";a=1",
                "\"k\";a",
                "k;a=1",
                "k;",
                "a,b",
                "\"a\", \"b\"",
                "\"a b\"",
                "a b",
                "\"a\\b\"",
                "\"a\\\"",
                "a\\\\b",
                "\"é\"",
                "é",
                "\"a\tb\"",
                ":YQ==:;"
            })
    void refusesWhatIsNotOneString(String header) {
        assertThatThrownBy(() -> IdempotencyKey.parse(header))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem()).isEqualTo(GeneralProblem.INVALID_IDEMPOTENCY_KEY));
    }

    @Test
    void takes255CharactersAndNoMore() {
        assertThat(IdempotencyKey.parse("k".repeat(255)).value()).hasSize(255);
        assertThat(IdempotencyKey.parse('"' + "\\\\".repeat(255) + '"').value()).hasSize(255);
        assertThatThrownBy(() -> IdempotencyKey.parse("k".repeat(256))).isInstanceOf(ProblemException.class);
    }

    @Test
    void refusesARepeatedHeader() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.addHeader("Idempotency-Key", "k");
        request.addHeader("Idempotency-Key", "k");
        assertThatThrownBy(() -> IdempotencyKeyArgumentResolver.of(request)).isInstanceOf(ProblemException.class);
    }
}
