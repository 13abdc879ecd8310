package store.retro.order.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;

class OrderCursorTest {

    @Test
    void comesBackAsItWas() {
        OrderCursor cursor = new OrderCursor(Instant.parse("2026-11-23T21:04:05.123Z"), "674100000000000000000001");

        assertThat(OrderCursor.decode(cursor.encode())).isEqualTo(cursor);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "abc", "MTIz", "MTIzOjEyMw", "Ojo6", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OjE"})
    void refusesWhatItHasNotMade(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> OrderCursor.decode(text))
                .matches(rejection -> rejection.problem() == GeneralProblem.INVALID_REQUEST);
    }
}
