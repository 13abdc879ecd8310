package store.retro.platform.background;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work that somebody has to look at.
 *
 * @param collection of the document that it is about
 * @param id of that document
 * @param since when it went wrong first; null where a former version has not noted it
 * @param failure what is wrong, in a sentence
 * @param attempts how often it was tried
 */
public record StuckWork(
        String collection, String id, @Nullable Instant since, String failure, int attempts) {}
