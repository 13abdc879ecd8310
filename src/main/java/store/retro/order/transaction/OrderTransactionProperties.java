package store.retro.order.transaction;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Placing orders.
 *
 * @param placement who holds the transaction: {@code managed} or {@code manual}
 * @param placementWrites how its writes travel: {@code auto}, {@code separate} or {@code bulk}
 */
@Validated
@ConfigurationProperties("store")
record OrderTransactionProperties(
        @NotNull @DefaultValue("managed") OrderTransactionStyle placement,
        @NotNull @DefaultValue("auto") OrderTransactionWrites placementWrites) {}
