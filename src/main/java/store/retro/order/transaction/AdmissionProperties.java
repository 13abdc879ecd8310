package store.retro.order.transaction;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How many orders may be under way in this instance.
 *
 * @param waitingRoom orders in progress altogether, waiting ones included; one more is answered with {@code try-again}
 * @param perMeetingPoint transactions at a time on one product or one user; a second one would only meet the first
 * @param together orders in one transaction at most, of those that wait for the same products; 1 places each alone
 */
@Validated
@ConfigurationProperties("store.admission")
public record AdmissionProperties(
        @Min(1) @DefaultValue("256") int waitingRoom,
        @Min(1) @DefaultValue("1") int perMeetingPoint,
        @Min(1) @Max(100) @DefaultValue("32") int together) {}
