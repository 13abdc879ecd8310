package store.retro.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents outlive the classes that they name, unless somebody is told. */
class DocumentsTest {

    static Stream<Path> documents() {
        return Stream.concat(Stream.of(Path.of("README.md")), Sources.files(Path.of("docs"), ".md").stream());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void nameOnlyWhatExists(Path document) {
        assertThat(Mentions.ofNothing(Sources.read(document)))
                .as("%s", document)
                .isEmpty();
    }

    @Test
    void aNameOfNothingIsFound() {
        assertThat(Mentions.ofNothing("""
                        In `Checkout`, `order/placing/Checkout.checkOut`, `MongoTemplate` and `-Dit.test=DocumentsTest`
                        there is nothing of `OrderGroups` and `DocumentsTest.nothing`; `platform/Checkout` or `Seat` is
                        nowhere.
                        """))
                .containsExactly("OrderGroups", "DocumentsTest.nothing", "platform/Checkout", "Seat");
    }
}
