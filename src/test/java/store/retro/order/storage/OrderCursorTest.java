package store.retro.order.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;

class OrderCursorTest {

    private static final OrderCursor CURSOR =
            new OrderCursor(Instant.parse("2026-11-23T21:04:05.123Z"), "674100000000000000000001");

    @ParameterizedTest
    @ValueSource(strings = {"", ":a list", ":1:another"})
    void comesBackAsItWas(String list) {
        assertThat(OrderCursor.decode(CURSOR.encode(list), list)).isEqualTo(CURSOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":1", ":another", ":a list:"})
    void isGoodForItsListOnly(String list) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> OrderCursor.decode(CURSOR.encode(":a list"), list));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "abc", "MTIz", "MTIzOjEyMw", "Ojo6", "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OjE"})
    void refusesWhatItHasNotMade(String text) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> OrderCursor.decode(text, ""))
                .matches(rejection -> rejection.problem() == GeneralProblem.INVALID_REQUEST);
    }
}
