package store.retro.platform.documents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredRecordTest {

    enum Colour {
        DARK_RED,
        UNKNOWN
    }

    enum Size {
        SMALL
    }

    record Wheel(long spokes) {

        Wheel {
            if (spokes < 3) {
                throw new IllegalArgumentException("too few spokes");
            }
        }
    }

    record Bicycle(
            @Nullable String name,
            @Nullable Colour colour,
            @Nullable Size size,
            @Nullable List<Wheel> wheels,
            @IfReadable @Nullable Wheel spare,
            @Counter int sold) {}

    private static Bicycle read(String member, @Nullable Object value) {
        return StoredRecord.of(Bicycle.class).read(new Document(member, value));
    }

    static Stream<Object> fives() {
        return Stream.of(5, 5L, 5.0, Decimal128.parse("5"), Decimal128.parse("5.000"), Decimal128.parse("0.5E+1"));
    }

    @ParameterizedTest
    @MethodSource("fives")
    void readsAWholeNumberOfAnyType(Object five) {
        assertThat(read("sold", five).sold()).isEqualTo(5);
    }

    static Stream<Object> noIntegers() {
        return Stream.of(
                249.99,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                1L << 31,
                1e300,
                Decimal128.parse("1E+6000"),
                Decimal128.parse("1E-6000"),
                Decimal128.NaN,
                "5",
                true,
                List.of(5));
    }

    @ParameterizedTest
    @MethodSource("noIntegers")
    void readsNothingElseAsANumber(Object value) {
        assertThatThrownBy(() -> read("sold", value))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageStartingWith("sold: ");
    }

    @Test
    void readsACounterThatIsMissingAsZeroAndNoOther() {
        assertThat(StoredRecord.of(Bicycle.class).read(new Document()).sold()).isZero();
        assertThatThrownBy(() -> read("sold", null)).hasMessage("sold: missing");
        assertThatThrownBy(() -> StoredRecord.of(Wheel.class).read(new Document()))
                .hasMessage("spokes: missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DARK_RED", "Dark_red", "dark red", "green", ""})
    void readsAConstantOnlyAsItIsStored(String code) {
        assertThat(read("colour", "dark_red").colour()).isEqualTo(Colour.DARK_RED);
        assertThat(read("colour", code).colour()).isEqualTo(Colour.UNKNOWN);
        assertThatThrownBy(() -> read("size", code)).hasMessageStartingWith("size: ");
    }

    @Test
    void saysWhereItIsWrongAndNeverWhatIsThere() {
        List<Document> wheels = List.of(new Document("spokes", 36), new Document("spokes", "secret"));

        assertThatThrownBy(() -> read("wheels", wheels)).hasMessage("wheels.1.spokes: no Number, but a String");
        assertThatThrownBy(() -> read("wheels", List.of(new Document("spokes", 2))))
                .hasMessage("wheels.0: too few spokes");
    }

    @Test
    void leavesOutWhatIsOnlyShown() {
        assertThat(read("spare", new Document("spokes", 36)).spare()).isEqualTo(new Wheel(36));
        assertThat(read("spare", new Document("spokes", 2)).spare()).isNull();
    }
}
