package store.retro.payment.stripe;

import java.util.Map;
import java.util.Set;
import store.retro.money.AmountRange;
import store.retro.money.StoreCurrency;
import store.retro.platform.problem.StartRefusedException;

/**
 * How Stripe counts the store's currency, and what it takes of it by card, as its documentation says in 2026. For some
 * its smallest unit is not that of ISO 4217, in which the store counts.
 *
 * @param code by ISO 4217
 * @param units of Stripe's in one of the store's, where they are at least as small; else 1
 * @param part how many of the store's are one of Stripe's, where they are larger; else 1
 * @param step of which each of Stripe's amounts is a multiple
 * @param least the smallest of Stripe's amounts, if it names one; an account that settles in another currency may need
 *     more, which Stripe then says
 * @see <a href="https://docs.stripe.com/currencies">Stripe: currencies</a>
 */
record StripeCurrency(String code, long units, long part, long step, long least) {

    /** Twelve digits, "for most card payments"; card networks may allow less, which Stripe then says. */
    private static final long MOST = 999_999_999_999L;

    static final Set<String> ALL = Set.of("""
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CLP
        CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS
        INR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MUR MVR
        MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SEK
        SGD SHP SLE SOS SRD STD SZL THB TJS TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VND VUV WST XAF XCD XCG XOF
        XPF YER ZAR ZMW\
        """.split("\\s+"));

    /** Of its list of these, UGX is not among them: that is a special case. */
    private static final Set<String> WITHOUT_DECIMALS = Set.of(
            "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF");

    /** The last of them has to be 0. */
    private static final Set<String> WITH_THREE_DECIMALS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

    /** Without decimals by now, and counted in hundredths as before, which have to be 00. */
    private static final Set<String> IN_EMPTY_HUNDREDTHS = Set.of("ISK", "UGX");

    private static final Map<String, Long> LEAST = Map.ofEntries(
            Map.entry("AED", 200L),
            Map.entry("ARS", 50L),
            Map.entry("AUD", 50L),
            Map.entry("BRL", 50L),
            Map.entry("CAD", 50L),
            Map.entry("CHF", 50L),
            Map.entry("COP", 50L),
            Map.entry("CZK", 1500L),
            Map.entry("DKK", 250L),
            Map.entry("EUR", 50L),
            Map.entry("GBP", 30L),
            Map.entry("HKD", 400L),
            Map.entry("HUF", 17_500L),
            Map.entry("IDR", 50L),
            Map.entry("ILS", 50L),
            Map.entry("INR", 50L),
            Map.entry("JPY", 50L),
            Map.entry("KRW", 50L),
            Map.entry("MXN", 1000L),
            Map.entry("MYR", 200L),
            Map.entry("NOK", 300L),
            Map.entry("NZD", 50L),
            Map.entry("PHP", 50L),
            Map.entry("PLN", 200L),
            Map.entry("RON", 200L),
            Map.entry("RUB", 50L),
            Map.entry("SEK", 300L),
            Map.entry("SGD", 50L),
            Map.entry("THB", 1000L),
            Map.entry("USD", 50L),
            Map.entry("ZAR", 50L));

    /** @throws StartRefusedException when Stripe does not take it */
    static StripeCurrency of(StoreCurrency currency) {
        String code = currency.code();
        if (!ALL.contains(code)) {
            throw new StartRefusedException(
                    "Stripe takes no payments in " + code + ", which store.currency names.",
                    "Set store.currency (STORE_CURRENCY) to a currency that Stripe takes, or store.payment.gateway to"
                            + " another provider, without Stripe's secrets.");
        }
        long step = WITH_THREE_DECIMALS.contains(code) ? 10 : IN_EMPTY_HUNDREDTHS.contains(code) ? 100 : 1;
        int more = digits(code) - currency.digits();
        return new StripeCurrency(code, power(more), power(-more), step, LEAST.getOrDefault(code, step));
    }

    private static int digits(String code) {
        return WITHOUT_DECIMALS.contains(code) ? 0 : WITH_THREE_DECIMALS.contains(code) ? 3 : 2;
    }

    private static long power(int digits) {
        return Math.round(Math.pow(10, Math.max(0, digits)));
    }

    /** The amounts that Stripe takes, in the store's minor units. */
    AmountRange amounts() {
        return new AmountRange(ofStore(least), ofStore(MOST - MOST % step), ofStore(step));
    }

    long ofStripe(long amount) {
        return amount * units / part;
    }

    long ofStore(long amount) {
        return amount * part / units;
    }
}
