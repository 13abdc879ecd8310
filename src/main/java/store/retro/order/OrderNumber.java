package store.retro.order;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/**
 * The number by which people name an order, such as {@code RC-7K3F-92QD-M4XA}: 12 random characters of Crockford's base
 * 32. Nothing depends on its being unique.
 *
 * @see <a href="https://www.crockford.com/base32.html">Crockford's base 32</a>
 */
public final class OrderNumber {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private OrderNumber() {}

    public static String random() {
        return "RC-" + group() + "-" + group() + "-" + group();
    }

    private static String group() {
        return RANDOM.ints(4, 0, ALPHABET.length())
                .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
                .collect(Collectors.joining());
    }
}
