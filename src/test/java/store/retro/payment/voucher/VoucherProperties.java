package store.retro.payment.voucher;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Payment by vouchers.
 *
 * @param series with which the ids of vouchers begin; without it there are none
 */
@ConfigurationProperties("store.payment.voucher")
record VoucherProperties(@Nullable String series) {}
