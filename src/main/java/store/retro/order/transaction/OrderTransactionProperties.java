package store.retro.order.transaction;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The transactions of orders.
 *
 * @param style who holds the transaction: {@code managed} or {@code manual}
 * @param writes how those of a placed order travel: {@code auto}, {@code separate} or {@code bulk}
 */
@Validated
@ConfigurationProperties("store.order-transactions")
record OrderTransactionProperties(
        @NotNull @DefaultValue("managed") OrderTransactionStyle style,
        @NotNull @DefaultValue("auto") OrderTransactionWrites writes) {}
