package store.retro.order.settlement;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Payments that are lost.
 *
 * @param lostAtOnce so many orders are cancelled for it within an hour, by all instances; then staff has to look first
 */
@Validated
@ConfigurationProperties("store.payment")
record LostPaymentProperties(@Min(1) @DefaultValue("10") int lostAtOnce) {}
