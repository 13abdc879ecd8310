package store.retro;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Which of its two databases a run starts that was given none.
 *
 * @param container a container; else the embedded engine
 * @param reason in a few words; empty where it was asked for
 */
record DatabaseChoice(boolean container, String reason) {

    /**
     * @param wanted {@code container} or {@code embedded}: then nobody looks at Docker
     * @param missingImages those that Docker would have to pull; fails where no Docker answers, and may hang
     */
    static DatabaseChoice of(Optional<String> wanted, Callable<List<String>> missingImages, Duration patience) {
        return switch (wanted.orElse("")) {
            case "container" -> new DatabaseChoice(true, "");
            case "embedded" -> new DatabaseChoice(false, "");
            case "" -> look(missingImages, patience);
            default ->
                throw new IllegalStateException("-Dmongodb=" + wanted.get() + " is neither container nor embedded.");
        };
    }

    private static DatabaseChoice look(Callable<List<String>> missingImages, Duration patience) {
        try {
            List<String> missing = new Patience(patience).await(missingImages);
            return missing.isEmpty()
                    ? new DatabaseChoice(true, "Docker has its images")
                    : new DatabaseChoice(false, "Docker has no " + String.join(" and no ", missing) + " yet");
        } catch (ExecutionException e) {
            return new DatabaseChoice(false, "no Docker answers");
        } catch (TimeoutException e) {
            return new DatabaseChoice(false, "Docker did not answer in time");
        }
    }
}
