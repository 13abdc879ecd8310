package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Currency;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import store.retro.money.AmountRange;
import store.retro.money.StoreCurrency;
import store.retro.platform.problem.StartRefusedException;

class StripeCurrencyTest {

    /** All that this Java knows: a currency may be younger than it. */
    static Stream<String> allowed() {
        return Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .filter(StripeCurrency.ALL::contains)
                .sorted();
    }

    @Test
    void takesWhatStripeTakes() {
        assertThat(StripeCurrency.ALL).hasSize(139);
        assertThat(allowed()).hasSizeGreaterThan(130);
    }

    @ParameterizedTest
    @MethodSource("allowed")
    void tellsTheSameAmountInTheUnitsOfBoth(String code) {
        StripeCurrency currency = of(code);
        AmountRange amounts = currency.amounts();

        for (long amount : new long[] {amounts.least(), amounts.step(), 10_000 * amounts.step(), amounts.most()}) {
            long stripes = currency.ofStripe(amount);
            assertThat(currency.ofStore(stripes)).isEqualTo(amount);
            assertThat(stripes % currency.step()).isZero();
            assertThat(stripes).isBetween(1L, 999_999_999_999L);
        }
        assertThat(amounts.contains(amounts.least())).isTrue();
        assertThat(amounts.contains(amounts.most())).isTrue();
        assertThat(amounts.contains(amounts.most() + amounts.step())).isFalse();
        assertThat(amounts.contains(0)).isFalse();
    }

    /** The page tells Stripe's form an amount that wallets show. */
    @Test
    void isCountedByThePageAsHere() throws IOException {
        String page = new ClassPathResource("static/assets/stripe.js").getContentAsString(StandardCharsets.UTF_8);

        String others = allowed()
                .map(StripeCurrencyTest::of)
                .filter(currency -> currency.units() != currency.part())
                .map(currency -> currency.code() + ": " + (currency.part() == 1 ? "" + currency.units() : "0.01"))
                .collect(Collectors.joining(", "));

        assertThat(page).contains("const UNITS = { " + others + " };");
    }

    @ParameterizedTest
    @CsvSource({
        // store's minor units, Stripe's for them, least and step in the store's
        "USD, 250, 250, 50, 1",
        "GBP, 250, 250, 30, 1",
        "JPY, 500, 500, 50, 1",
        "ISK, 5, 500, 1, 1",
        "UGX, 5, 500, 1, 1",
        "KWD, 5120, 5120, 10, 10",
        "HUF, 20000, 20000, 17500, 1",
        "CLP, 500, 500, 1, 1",
        "MGA, 500, 5, 100, 100"
    })
    void countsAsStripeDocuments(String code, long amount, long stripes, long least, long step) {
        StripeCurrency currency = of(code);

        assertThat(currency.ofStripe(amount)).isEqualTo(stripes);
        assertThat(currency.amounts().least()).isEqualTo(least);
        assertThat(currency.amounts().step()).isEqualTo(step);
    }

    /** As https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts lists them, in the words of 2026. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.50 USD",
                "2.00 AED",
                "0.50 ARS",
                "0.50 AUD",
                "0.50 BRL",
                "0.50 CAD",
                "0.50 CHF",
                "0.50 COP",
                "15.00 CZK",
                "2.50 DKK",
                "0.50 EUR",
                "0.30 GBP",
                "4.00 HKD",
                "175.00 HUF",
                "0.50 IDR",
                "0.50 ILS",
                "0.50 INR",
                "50 JPY",
                "50 KRW",
                "10 MXN",
                "2.00 MYR",
                "3.00 NOK",
                "0.50 NZD",
                "0.50 PHP",
                "2.00 PLN",
                "2.00 RON",
                "0.50 RUB",
                "3.00 SEK",
                "0.50 SGD",
                "10 THB",
                "0.50 ZAR"
            })
    void takesNoLessThanStripeDocuments(String minimum) {
        String[] words = minimum.split(" ");
        int digits = Currency.getInstance(words[1]).getDefaultFractionDigits();

        assertThat(of(words[1]).amounts().least())
                .isEqualTo(new BigDecimal(words[0]).movePointRight(digits).longValueExact());
    }

    @Test
    void takesOnlyWholeTensOfACurrencyWithThreeDecimals() {
        assertThat(of("KWD").amounts().contains(5124)).isFalse();
        assertThat(of("KWD").amounts().contains(5120)).isTrue();
    }

    @Test
    void refusesAnotherAtTheStart() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> of("CUP"))
                .withMessage("Stripe takes no payments in CUP, which store.currency names.");
    }

    private static StripeCurrency of(String code) {
        return StripeCurrency.of(new StoreCurrency(Currency.getInstance(code)));
    }
}
