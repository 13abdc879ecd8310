package store.retro.money;

import jakarta.validation.constraints.NotNull;
import java.util.Currency;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import store.retro.platform.problem.StartRefusedException;

/**
 * The one currency of the store.
 *
 * @param currency ISO 4217 code; changing it does not convert what is stored
 */
@Validated
@ConfigurationProperties("store")
public record StoreCurrency(@NotNull @DefaultValue("USD") Currency currency) {

    public StoreCurrency {
        if (currency.getDefaultFractionDigits() < 0) {
            throw new StartRefusedException(
                    "The currency " + currency + ", which store.currency names, has no minor unit to count in.",
                    "Set store.currency (STORE_CURRENCY) to the code of a currency that people pay with.");
        }
    }

    /** How many of an amount's digits stand behind the point, by ISO 4217. */
    public int digits() {
        return currency.getDefaultFractionDigits();
    }

    /** An amount of minor units in the store's currency. */
    public Money of(long amount) {
        return new Money(amount, code());
    }

    public String code() {
        return currency.getCurrencyCode();
    }
}
