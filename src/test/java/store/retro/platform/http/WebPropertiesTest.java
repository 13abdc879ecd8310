package store.retro.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class WebPropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"https://img.example", "https://img.example:8443", "https://cdn-1.img.example"})
    void takesExactOrigins(String source) {
        assertThat(isValid(source)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://img.example",
                "https://*.img.example",
                "*",
                "https://img.example/",
                "https://img.example/pictures",
                "https://ada@img.example",
                "https://img.example; script-src *"
            })
    void takesNothingElse(String source) {
        assertThat(isValid(source)).isFalse();
    }

    private static boolean isValid(String source) {
        WebProperties properties = new WebProperties(
                DataSize.ofKilobytes(64), new WebProperties.Cors(List.of()), List.of(), null, List.of(source));
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            return validators.getValidator().validate(properties).isEmpty();
        }
    }
}
