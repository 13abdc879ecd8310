package store.retro.bench;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import store.retro.bench.Purchases.Purchase;

/**
 * What a buyer asks for.
 *
 * @param quantities by product, in the order of their first mention
 */
record OrderRequest(
        String userId,
        @Nullable String key,
        Map<String, Integer> quantities,
        Address shippingAddress,
        long billingAmount,
        String paymentId) {

    private static final Address ADDRESS =
            new Address("Ada Lovelace", "12 St James's Square", null, "London", null, "SW1Y 4JH", "GB");

    /** What {@link Purchase#json} asks for. */
    static OrderRequest of(Purchase purchase) {
        Map<String, Integer> quantities = new LinkedHashMap<>();
        purchase.products().forEach(id -> quantities.merge(id, 1, Integer::sum));
        return new OrderRequest(
                purchase.userId(), purchase.key(), quantities, ADDRESS, purchase.amount(), purchase.paymentId());
    }

    /** Equal for two requests that ask for the same; made by the store's rule. */
    String hash() {
        StringBuilder said = new StringBuilder();
        new TreeMap<>(quantities).forEach((id, quantity) -> {
            add(said, id);
            add(said, String.valueOf(quantity));
        });
        add(said, shippingAddress.recipient());
        add(said, shippingAddress.line1());
        add(said, shippingAddress.line2());
        add(said, shippingAddress.city());
        add(said, shippingAddress.region());
        add(said, shippingAddress.postalCode());
        add(said, shippingAddress.country());
        add(said, String.valueOf(billingAmount));
        add(said, paymentId);
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(said.toString().getBytes(StandardCharsets.UTF_8));
            return "1:" + Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void add(StringBuilder said, @Nullable String value) {
        if (value == null) {
            said.append('n');
        } else {
            said.append('s').append(value.getBytes(StandardCharsets.UTF_8).length);
            said.append(':').append(value);
        }
    }
}
