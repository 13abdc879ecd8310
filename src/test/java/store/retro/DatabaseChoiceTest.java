package store.retro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseChoiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void isAContainerWhereDockerHasAllImages() {
        assertThat(unasked(() -> List.of()).container()).isTrue();
    }

    @Test
    void isTheEngineWhereAnImageIsMissing() {
        DatabaseChoice choice = unasked(() -> List.of("mongo:8"));

        assertThat(choice).isEqualTo(new DatabaseChoice(false, "Docker has no mongo:8 yet"));
    }

    @Test
    void isTheEngineWhereNoDockerAnswers() {
        DatabaseChoice choice = unasked(() -> {
            throw new IOException("no such file");
        });

        assertThat(choice).isEqualTo(new DatabaseChoice(false, "no Docker answers"));
    }

    @Test
    @Timeout(10)
    void isTheEngineWhereDockerHangs() {
        DatabaseChoice choice = DatabaseChoice.of(
                Optional.empty(),
                () -> {
                    new CountDownLatch(1).await();
                    return List.of();
                },
                Duration.ofMillis(100));

        assertThat(choice).isEqualTo(new DatabaseChoice(false, "Docker did not answer in time"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"container", "embedded"})
    void isWhatIsAskedForWithoutALookAtDocker(String wanted) {
        DatabaseChoice choice = DatabaseChoice.of(
                Optional.of(wanted),
                () -> {
                    throw new AssertionError("looked at Docker");
                },
                PATIENCE);

        assertThat(choice.container()).isEqualTo(wanted.equals("container"));
    }

    @Test
    void isNothingThatNobodyKnows() {
        assertThatThrownBy(() -> DatabaseChoice.of(Optional.of("docker"), List::of, PATIENCE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("-Dmongodb=docker is neither container nor embedded.");
    }

    private static DatabaseChoice unasked(Callable<List<String>> missingImages) {
        return DatabaseChoice.of(Optional.empty(), missingImages, PATIENCE);
    }
}
