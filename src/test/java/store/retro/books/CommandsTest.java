package store.retro.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;

/** What is said on a command line, before anything is started. */
class CommandsTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    private int run(String arguments) {
        return Commands.run(
                new SpringApplication(Object.class),
                new PrintStream(written, true, StandardCharsets.UTF_8),
                arguments.split(" "));
    }

    private String output() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Test
    void namesItsCommandsInItsHelp() {
        assertThat(run("--help")).isZero();
        assertThat(run("check --help")).isZero();
        assertThat(output()).startsWith("Usage:").contains("check --provider --since", "--apply", "--at-most");
    }

    @Test
    void leavesTheArgumentsOfTheServiceAlone() {
        assertThat(Commands.areMeant()).isFalse();
        assertThat(Commands.areMeant("--server.port=0")).isFalse();
        assertThat(Commands.areMeant("--server.port=0", "check")).isFalse();
        assertThat(Commands.areMeant("check")).isTrue();
        assertThat(Commands.areMeant("--server.port=0", "--help")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "check, needs --provider and --since",
        "check --provider, needs --provider and --since",
        "check --since 2026-11-28, needs --provider and --since",
        "check --provider --since, --since needs a value",
        "check --provider --since yesterday, --since is no time",
        "check --provider --since=2026-13-01T00:00:00Z, --since is no time",
        "check --provider --since 2026-11-28 --aply, There is no --aply",
        "check --provider --since 2026-11-28 --apply=no, There is no --apply=no",
        "check --provider --since 2026-11-28 --at-most 0, --at-most is no number",
        "check --provider --since 2026-11-28 --at-most=-1, --at-most is no number",
        "check provider, There is no provider"
    })
    void refusesWhatItDoesNotUnderstand(String arguments, String reason) {
        assertThat(run(arguments)).isEqualTo(Commands.MISUSED);
        assertThat(output()).contains(reason).contains("Usage:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--provider --since 2026-11-28 --apply --at-most 3 --spring.mongodb.database=retro",
                "--spring.mongodb.database=retro --at-most=3 --apply --since=2026-11-28T00:00:00Z --provider"
            })
    void readsValuesEitherWay(String arguments) {
        assertThat(ProviderCheckOptions.parse(List.of(arguments.split(" "))))
                .isEqualTo(new ProviderCheckOptions(
                        Instant.parse("2026-11-28T00:00:00Z"), true, 3, List.of("--spring.mongodb.database=retro")));
    }

    @Test
    void givesBackNothingUnasked() {
        ProviderCheckOptions options = ProviderCheckOptions.parse(List.of("--provider", "--since", "2026-11-28"));

        assertThat(options.apply()).isFalse();
        assertThat(options.atMost()).isEqualTo(10);
    }
}
