package store.retro.platform.mongo;

import java.lang.module.ModuleDescriptor.Version;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which other versions of the service use the same database.
 *
 * @param compatibleWith the oldest of them, now or after a step back: what it could not read is not written
 */
@ConfigurationProperties("store")
public record CompatibilityProperties(@DefaultValue("1.0.0") String compatibleWith) {

    /** Whether all of them can read what this version is the first to write. */
    public boolean allows(String version) {
        return oldest().compareTo(Version.parse(version)) >= 0;
    }

    /** @throws IllegalArgumentException when it is no version */
    Version oldest() {
        return Version.parse(compatibleWith);
    }
}
