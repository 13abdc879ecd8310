package store.retro.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a file is written by who commits, and by nobody else. */
class StoreFileTest {

    private static final Key KEY = Key.of(Key.FIRST_FREE_SPACE, 1);

    @TempDir
    private Path directory;

    @Test
    void isWrittenWhenATransactionHasCommitted() throws IOException {
        Path file = directory.resolve("data.mv");
        Path asAfterAKill = directory.resolve("copy.mv");
        try (Storage store = new Storage(file)) {
            Txn txn = store.begin();
            txn.insert(KEY, "kept", 0);
            txn.commit();
            Files.copy(file, asAfterAKill);
        }
        try (Storage again = new Storage(asAfterAKill)) {
            Stored kept = again.read(MaxTime.none(), txn -> txn.get(KEY));

            assertThat(kept).isNotNull().extracting(Stored::value).isEqualTo("kept");
        }
    }

    @Test
    void keepsWhenSomethingWasInserted() {
        Path file = directory.resolve("data.mv");
        long born;
        try (Storage store = new Storage(file)) {
            store.write(MaxTime.none(), txn -> txn.insert(KEY, "first", 0));
            born = store.read(MaxTime.none(), txn -> txn.get(KEY)).born();
            store.write(MaxTime.none(), txn -> {
                txn.replace(KEY, "changed", 0);
                return true;
            });
        }
        try (Storage again = new Storage(file)) {
            Stored kept = again.read(MaxTime.none(), txn -> txn.get(KEY));

            assertThat(kept).extracting(Stored::value, Stored::born).containsExactly("changed", born);
        }
    }

    @Test
    void isNotWrittenByWhoOnlyReads() throws IOException {
        Path file = directory.resolve("data.mv");
        try (Storage store = new Storage(file)) {
            Txn unfinished = store.begin();
            unfinished.insert(KEY, "not yet", 0);
            byte[] before = Files.readAllBytes(file);

            store.read(MaxTime.none(), txn -> txn.get(KEY) == null);

            assertThat(file).hasBinaryContent(before);
            unfinished.rollback();
        }
    }

    /**
     * Only writing in the background loses count of who still reads; that takes minutes to show, so look for the
     * thread.
     */
    @Test
    void isNotWrittenInTheBackground() {
        Path file = directory.resolve("data.mv");
        try (Storage store = new Storage(file)) {
            assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains(file.toString()));
        }
    }
}
