package store.retro.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.web.Problem;
import store.retro.web.Rejection;

class CursorTest {

    @Test
    void comesBackAsItWas() {
        Cursor cursor = new Cursor(Instant.parse("2026-11-23T21:04:05.123Z"), "674100000000000000000001");

        assertThat(Cursor.decode(cursor.encode())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "abc", "MTIz", "MTIzOjEyMw", "Ojo6", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OjE"})
    void refusesWhatItHasNotMade(String text) {
        assertThatExceptionOfType(Rejection.class)
                .isThrownBy(() -> Cursor.decode(text))
                .matches(rejection -> rejection.problem() == Problem.INVALID_REQUEST);
    }
}
