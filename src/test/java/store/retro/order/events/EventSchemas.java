package store.retro.order.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/** What receivers are promised of each event: the files in {@code docs/events}. */
final class EventSchemas {

    private static final String BASE = "events:/";
    private static final Path FILES = Path.of("docs/events");
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, registry -> registry.schemas(EventSchemas::read));

    private EventSchemas() {}

    static void assertMatches(JsonNode event) {
        Schema schema =
                REGISTRY.getSchema(SchemaLocation.of(BASE + event.at("/type").asString() + ".json"));
        assertThat(schema.validate(event)).as("%s", event).isEmpty();
    }

    private static String read(String location) {
        if (!location.startsWith(BASE)) {
            return null;
        }
        try {
            return Files.readString(FILES.resolve(location.substring(BASE.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
