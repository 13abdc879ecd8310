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
record CompatibilityProperties(@DefaultValue("1.0.0") String compatibleWith) {

    /** @throws IllegalArgumentException when it is no version */
    Version oldest() {
        return Version.parse(compatibleWith);
    }
}
