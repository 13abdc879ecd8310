package store.retro.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is longer is not understood at one reading. */
class SizesTest {

    private static final int LINES_OF_A_FILE = 250;
    private static final int LINES_OF_A_METHOD = 30;

    @Test
    void noClassOrMethodIsTooLong() {
        assertThat(Sources.files(Sources.MAIN, ".java"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Sizes.over(LINES_OF_A_FILE, LINES_OF_A_METHOD, Sources.read(file)))
                        .isEmpty());
    }

    @Test
    void aMethodThatIsTooLongIsFound() {
        String fits = "\n".repeat(LINES_OF_A_METHOD - 1);

        assertThat(Sizes.over(LINES_OF_A_FILE, LINES_OF_A_METHOD, """
                        record Planted(int size) {
                            /**
                             * Is not counted.
                             */
                            void fits() {%1$s}
                            @Override
                            public String toString() {%1$s}
                            Planted {%1$s
                            }
                            static final Runnable NESTED = new Runnable() {
                                public void run() {%1$s
                                }
                            };
                        }
                        """.formatted(fits)))
                .containsExactly("toString: 31", "<init>: 31", "run: 31");
    }

    @Test
    void aClassThatIsTooLongIsFound() {
        String fits = "// a line\n".repeat(LINES_OF_A_FILE - 1) + "class Planted {}";

        assertThat(Sizes.over(LINES_OF_A_FILE, LINES_OF_A_METHOD, fits)).isEmpty();
        assertThat(Sizes.over(LINES_OF_A_FILE, LINES_OF_A_METHOD, "\n" + fits)).containsExactly("file: 251");
    }
}
