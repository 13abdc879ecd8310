package store.retro.platform.deadline;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a request may take.
 *
 * @param budget for everything that a request waits for: database, payment provider, back-off
 * @param commitOutcomeLookup a reserve beyond the budget, for the one look-up that tells what became of a commit
 */
@Validated
@ConfigurationProperties("store.request")
public record RequestProperties(
        @NotNull @DefaultValue("5s") Duration budget,
        @NotNull @DefaultValue("1s") Duration commitOutcomeLookup) {}
