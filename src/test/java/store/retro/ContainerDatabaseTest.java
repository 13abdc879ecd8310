package store.retro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.GenericContainer;

class ContainerDatabaseTest {

    /** Nothing says it but the class itself, which nobody else may see. */
    @Test
    void knowsTheReaperOfTestcontainers() throws IOException {
        try (InputStream reaper =
                GenericContainer.class.getResourceAsStream("/org/testcontainers/utility/RyukContainer.class")) {
            assertThat(new String(reaper.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains(ContainerDatabase.REAPER);
        }
    }
}
