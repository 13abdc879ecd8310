package store.retro.money;

import jakarta.validation.constraints.NotNull;
import java.util.Currency;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The one currency of the store.
 *
 * @param currency ISO 4217 code; changing it does not convert what is stored
 */
@Validated
@ConfigurationProperties("store")
public record StoreCurrency(@NotNull @DefaultValue("USD") Currency currency) {

    /** An amount of minor units in the store's currency. */
    public Money of(long amount) {
        return new Money(amount, code());
    }

    public String code() {
        return currency.getCurrencyCode();
    }
}
