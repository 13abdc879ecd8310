package store.retro.platform.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.MissingResourceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class ProblemCatalogueTest {

    enum Untold implements ProblemType {
        NOBODY_WROTE_IT;

        @Override
        public int status() {
            return 409;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void tellsWhomToTryAgain(int status) {
        assertThat(((Later) () -> status).retryable()).isTrue();
        assertThat(Untold.NOBODY_WROTE_IT.retryable()).isFalse();
    }

    interface Later extends ProblemType {
        @Override
        default String name() {
            return "LATER";
        }
    }

    @Test
    void refusesAProblemWithoutItsTexts() {
        try (AnnotationConfigApplicationContext store = new AnnotationConfigApplicationContext()) {
            store.registerBean("untold", ProblemTypes.class, () -> new ProblemTypes(List.of(Untold.values())));
            store.register(ProblemCatalogue.class);

            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(store::refresh)
                    .havingRootCause()
                    .isInstanceOf(MissingResourceException.class)
                    .withMessageContaining("nobody-wrote-it.title");
        }
    }
}
