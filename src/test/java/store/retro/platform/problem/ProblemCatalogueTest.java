package store.retro.platform.problem;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.MissingResourceException;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class ProblemCatalogueTest {

    enum Untold implements ProblemType {
        NOBODY_WROTE_IT;

        @Override
        public int status() {
            return 409;
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
