package store.retro.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderNumberTest {

    @Test
    void hasTwelveCharactersOfCrockfordsAlphabet() {
        assertThat(OrderNumber.random()).matches("RC(-[0-9A-HJKMNP-TV-Z]{4}){3}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RC-0K31-92QD-M4X1",
                "rc-0k31-92qd-m4x1",
                "RC-OK3I-92QD-M4XL",
                "ok3l92qdm4xi",
                "RC0K3192QDM4X1",
                "0K31-92QD-M4X1",
                "-0-K-3-1-9-2-Q-D-M-4-X-1-"
            })
    void isMeantHoweverItIsWritten(String text) {
        assertThat(OrderNumber.meantBy(text)).isEqualTo("RC-0K31-92QD-M4X1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RC-0K31-92QD-M4X", "1001", "rc", "-"})
    void isNotMeantByWhatCanBeNone(String text) {
        assertThat(OrderNumber.meantBy(text)).isEqualTo(text);
    }

    @Test
    void beginsWithTheLettersBeforeItByChance() {
        assertThat(OrderNumber.meantBy("RC3F92QDM4XA")).isEqualTo("RC-RC3F-92QD-M4XA");
    }

    @Test
    void differsFromTheNext() {
        assertThat(OrderNumber.random()).isNotEqualTo(OrderNumber.random());
    }
}
