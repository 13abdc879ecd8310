package store.retro.development.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import store.retro.fixture.Books;
import store.retro.fixture.Books.Spending;
import store.retro.fixture.Books.Stock;

class VerdictTest {

    /** What was put in, is left and is sold; what is noted and ordered; orders wanted, promised and stored. */
    @ParameterizedTest
    @CsvSource({
        "5, 4, 1, 100, 100, 1, 1, 1, 'Right: stock, spending and orders agree; orders: 1.'",
        "5, 4, 0, 100, 0,   1, 0, 0, 'Wrong: 1 unit gone that nobody bought; lifeTimeValue is 1.00 too high.'",
        "1, 0, 3, 300, 300, 3, 3, 3, 'Wrong: 2 units more sold or left than there ever were.'",
        "5, 4, 1, 50,  100, 1, 1, 1, 'Wrong: lifeTimeValue is 0.50 too low.'",
        "5, 3, 2, 200, 200, 1, 1, 2, 'Wrong: 1 of 2 orders nobody asked for.'",
        "5, 5, 0, 0,   0,   1, 1, 0, 'Wrong: of 1 promised orders 1 not there.'"
    })
    void saysByHowMuchTheBooksAreWrong(
            int put, int left, int sold, int noted, int ordered, int wanted, int promised, int stored, String says) {
        Books books =
                new Books(List.of(new Stock("p", put, left, sold)), List.of(new Spending("u", noted, ordered)), stored);

        Map<String, Object> verdict = new Verdict(books, wanted, promised).described();

        assertThat(verdict).containsEntry("says", says).containsEntry("right", says.startsWith("Right"));
    }
}
