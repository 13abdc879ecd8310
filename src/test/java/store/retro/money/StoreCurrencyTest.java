package store.retro.money;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import store.retro.platform.problem.StartRefusedException;

class StoreCurrencyTest {

    /** What Java says must not change with its version, or what is stored would be worth another amount. */
    @ParameterizedTest
    @CsvSource({"0, WITHOUT_DIGITS", "3, WITH_THREE", "4, WITH_FOUR"})
    void hasTheDigitsThatThePageShows(int digits, String list) throws IOException {
        String page = new ClassPathResource("static/assets/money.js").getContentAsString(StandardCharsets.UTF_8);
        Matcher constant = Pattern.compile("const " + list + " = ([^;]*);").matcher(page);
        assertThat(constant.find()).isTrue();

        String ours = Currency.getAvailableCurrencies().stream()
                .filter(currency -> currency.getDefaultFractionDigits() == digits)
                .map(Currency::getCurrencyCode)
                .sorted()
                .collect(joining(" "));

        assertThat(constant.group(1).replaceAll("'\\s*\\+\\s*'|'", "")).isEqualTo(ours);
    }

    @Test
    void hasNoOtherDigitsThanThePageKnows() {
        assertThat(Currency.getAvailableCurrencies())
                .extracting(Currency::getDefaultFractionDigits)
                .containsOnly(-1, 0, 2, 3, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XAU"})
    void refusesWhatHasNoMinorUnit(String code) {
        Currency currency = Currency.getInstance(code);

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> new StoreCurrency(currency))
                .withMessageContaining(code);
    }
}
