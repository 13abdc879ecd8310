package store.retro.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keeps the table of behaviours in docs/engine.md true. */
class BehaviourTableTest {

    private static final Path DOCUMENT = Path.of("docs/engine.md");
    private static final List<Class<?>> CLASSES = List.of(
            ConflictsTest.class,
            SnapshotTest.class,
            TransactionStateTest.class,
            AbortOnErrorTest.class,
            ArgumentsTest.class,
            RetryableWritesTest.class,
            LifetimeTest.class);

    @Test
    void everyBehaviourHasATest() {
        assertThat(testsByNumber().keySet())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
    }

    @Test
    void theTableIsWhatTheTestsSay() throws IOException {
        List<String> rows = testsByNumber().entrySet().stream()
                .map(entry -> "| " + entry.getKey() + " | " + String.join("<br>", entry.getValue()) + " |")
                .toList();
        assertThat(Files.readAllLines(DOCUMENT))
                .as("the table in docs/engine.md should hold:%n%s", String.join("\n", rows))
                .containsSubsequence(rows);
    }

    private static Map<Integer, SortedSet<String>> testsByNumber() {
        Map<Integer, SortedSet<String>> tests = new TreeMap<>(Comparator.naturalOrder());
        for (Class<?> type : CLASSES) {
            for (Method method : type.getDeclaredMethods()) {
                Behaviour behaviour = method.getAnnotation(Behaviour.class);
                for (int number : behaviour == null ? new int[0] : behaviour.value()) {
                    tests.computeIfAbsent(number, n -> new TreeSet<>())
                            .add("`" + type.getSimpleName() + "." + method.getName() + "`");
                }
            }
        }
        return tests;
    }
}
