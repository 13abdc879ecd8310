package store.retro.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OrderNumberTest {

    @Test
    void hasTwelveCharactersOfCrockfordsAlphabet() {
        assertThat(OrderNumber.random()).matches("RC(-[0-9A-HJKMNP-TV-Z]{4}){3}");
    }

    @Test
    void differsFromTheNext() {
        assertThat(OrderNumber.random()).isNotEqualTo(OrderNumber.random());
    }
}
