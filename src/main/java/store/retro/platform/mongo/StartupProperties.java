package store.retro.platform.mongo;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What start-up waits for.
 *
 * @param databaseTimeout how long a usable database server is looked for, at start-up and by each operation
 * @param indexTimeout how long the indexes of a collection may take to be made
 * @param prepare whether what is missing is made, collections, indexes and notes; a command that only looks does not
 */
@Validated
@ConfigurationProperties("store.startup")
record StartupProperties(
        @NotNull @DefaultValue("10s") Duration databaseTimeout,
        @NotNull @DefaultValue("24h") Duration indexTimeout,
        @DefaultValue("true") boolean prepare) {}
