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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop.example",
                "https://shop.example/",
                "http://localhost:8080",
                "https://www.shop.example/retro/store",
                " "
            })
    void takesAddressesOfThePage(String url) {
        assertThat(isValid(url, List.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shop.example",
                "ftp://shop.example",
                "https://shop.example/?a=b",
                "https://shop.example/#/",
                "https://ada@shop.example",
                "https://shop.example/\"><script>",
                "https://shop.example\r\nBcc: eve@evil.example"
            })
    void takesNothingElseAsTheAddressOfThePage(String url) {
        assertThat(isValid(url, List.of())).isFalse();
    }

    private static boolean isValid(String source) {
        return isValid(null, List.of(source));
    }

    private static boolean isValid(String publicUrl, List<String> imageSources) {
        WebProperties properties = new WebProperties(
                DataSize.ofKilobytes(64), new WebProperties.Cors(List.of()), List.of(), publicUrl, imageSources);
        try (ValidatorFactory validators = Validation.buildDefaultValidatorFactory()) {
            return validators.getValidator().validate(properties).isEmpty();
        }
    }
}
