package store.retro.order;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The number by which people name an order, such as {@code RC-7K3F-92QD-M4XA}: 12 random characters of Crockford's base
 * 32. Nothing depends on its being unique.
 *
 * @see <a href="https://www.crockford.com/base32.html">Crockford's base 32</a>
 */
public final class OrderNumber {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int DIGITS = 12;
    private static final SecureRandom RANDOM = new SecureRandom();

    private OrderNumber() {}

    public static String random() {
        return written(RANDOM.ints(DIGITS, 0, ALPHABET.length())
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
                .collect(Collectors.joining()));
    }

    /**
     * The number that people mean by a text: in upper or lower case, with or without {@code RC} and hyphens, with O for
     * 0 and I or L for 1. What can be none is taken as it is.
     */
    public static String meantBy(String text) {
        String digits = text.toUpperCase(Locale.ROOT).replace("-", "");
        String bare = digits.length() == DIGITS + 2 && digits.startsWith("RC") ? digits.substring(2) : digits;
        return bare.length() == DIGITS ? written(bare.replace('O', '0').replaceAll("[IL]", "1")) : text;
    }

    private static String written(String digits) {
        return "RC-" + digits.substring(0, 4) + "-" + digits.substring(4, 8) + "-" + digits.substring(8);
    }
}
