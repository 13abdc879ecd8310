package store.retro.development.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import store.retro.fixture.StoreTest;
import tools.jackson.databind.JsonNode;

/** What each script promises of each style, in numbers. */
@StoreTest
class LabScriptsIT {

    @LocalServerPort
    private int port;

    private Developer developer;

    @BeforeEach
    void open() {
        developer = new Developer(port);
    }

    @AfterEach
    void leave() {
        developer.leaves();
    }

    /** By how many units, by which amount and by how many orders the books are wrong. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "rollback,       -1 8999 0,  0 0 0,     0 0 0, 0 0 0",
        "server-dies,    -1 8999 0,  0 0 0,     0 0 0, 0 0 0",
        "two-buyers,     1 0 0,      1 0 0,     0 0 0, 0 0 0",
        "answer-lost,    0 0 1,      0 0 1,     0 0 0, 0 0 0",
        "callback-twice, 1 0 0,      0 8999 0,  0 0 0, 0 0 0",
        "total-changes,  0 -2999 0,  0 -2999 0, 0 0 0, 0 0 0"
    })
    void leavesTheBooksOfEachStyleAsItSays(String script, String plain, String recipe, String managed, String manual) {
        developer.plays(script);

        assertThat(Arrays.stream(LabStyle.values()).map(this::wrongBy))
                .as("%s", developer.seen("response"))
                .containsExactly(plain, recipe, managed, manual);
        assertThat(Arrays.stream(LabStyle.values()).filter(style -> !isRight(style)))
                .containsExactlyElementsOf(Script.of(script).wrong());
    }

    @Test
    void showsThatTheBodyHasRunTwice() {
        developer.plays("callback-twice");

        for (String style : List.of("recipe", "managed", "manual")) {
            assertThat(developer.seen("answer"))
                    .filteredOn(event -> isOfBuyer(event, style))
                    .extracting(event -> event.at("/codeName").asString(""))
                    .as(style)
                    .contains("WriteConflict");
            assertThat(developer.seen("retry"))
                    .filteredOn(event -> isOfBuyer(event, style))
                    .as(style)
                    .isNotEmpty()
                    .allSatisfy(
                            event -> assertThat(event.at("/because").asString()).isEqualTo("WriteConflict"));
        }
    }

    @Test
    void replaysTheOrderOfTheLostAnswerInTheStoresOwnStyles() {
        developer.plays("answer-lost");

        assertThat(developer.seen("response"))
                .filteredOn(event -> !event.at("/lost").asBoolean())
                .extracting(event -> event.at("/style").asString() + " "
                        + event.at("/replayed").asBoolean())
                .containsExactlyInAnyOrder("plain false", "recipe false", "managed true", "manual true");
    }

    private static boolean isOfBuyer(JsonNode event, String style) {
        return event.at("/style").asString().equals(style)
                && event.at("/who").asString().equals("buyer");
    }

    private boolean isRight(LabStyle style) {
        return developer.verdict(style).path("right").asBoolean();
    }

    private String wrongBy(LabStyle style) {
        JsonNode verdict = developer.verdict(style);
        return String.join(
                " ",
                verdict.at("/stock/wrongBy").toString(),
                verdict.at("/spending/wrongBy").toString(),
                verdict.at("/orders/wrongBy").toString());
    }
}
