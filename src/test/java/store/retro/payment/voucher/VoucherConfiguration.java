package store.retro.payment.voucher;

import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import store.retro.money.StoreCurrency;
import store.retro.payment.PaymentGateway;

@Configuration(proxyBeanMethods = false)
class VoucherConfiguration {

    @Bean
    @ConditionalOnProperty("store.payment.voucher.series")
    Vouchers vouchers(VoucherProperties properties, StoreCurrency currency) {
        return new Vouchers(Objects.requireNonNull(properties.series()), currency);
    }

    @Bean
    @ConditionalOnProperty("store.payment.voucher.series")
    PaymentGateway voucherGateway(Vouchers vouchers) {
        return new VoucherGateway(vouchers);
    }
}
