package store.retro.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import store.retro.bench.Refusal.Reason;

/** The body of {@code POST /place-order}, as it was read. */
record PlaceOrderBody(
        @Nullable List<@Nullable Line> items,
        @Nullable Address shippingAddress,
        @Nullable Money billingAmount,
        @Nullable String paymentId) {

    private static final Set<String> COUNTRIES = Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2);
    private static final int MOST_LINES = 50;
    private static final int MOST_OF_A_LINE = 99;

    record Line(@Nullable String productId, @Nullable Integer quantity) {}

    record Money(@Nullable Long amount, @Nullable String currency) {}

    /**
     * What is asked for.
     *
     * @throws Refusal {@code invalid-request}
     */
    OrderRequest by(String userId, @Nullable String key) {
        Errors errors = new Errors();
        Map<String, Integer> quantities = quantities(errors);
        checkAddress(errors);
        if (billingAmount == null) {
            errors.add("/billingAmount", "must not be null");
        } else {
            errors.require(
                    billingAmount.amount() != null && billingAmount.amount() >= 0,
                    "/billingAmount/amount",
                    "must be 0 or more");
            errors.require(
                    Service.CURRENCY.equals(billingAmount.currency()),
                    "/billingAmount/currency",
                    "must be the currency of the store");
        }
        errors.requireText(paymentId, 200, "/paymentId");
        errors.refuseIfAny();
        return new OrderRequest(
                userId,
                key,
                quantities,
                Objects.requireNonNull(shippingAddress),
                Objects.requireNonNull(Objects.requireNonNull(billingAmount).amount()),
                Objects.requireNonNull(paymentId));
    }

    private Map<String, Integer> quantities(Errors errors) {
        Map<String, Integer> sums = new LinkedHashMap<>();
        if (items == null || items.isEmpty() || items.size() > MOST_LINES) {
            errors.add("/items", "must have 1 to 50 lines");
            return sums;
        }
        for (int i = 0; i < items.size(); i++) {
            Line line = items.get(i);
            if (line == null) {
                errors.add("/items/" + i, "must not be null");
                continue;
            }
            errors.requireText(line.productId(), 200, "/items/" + i + "/productId");
            Integer quantity = line.quantity();
            if (quantity == null || quantity < 1 || quantity > MOST_OF_A_LINE) {
                errors.add("/items/" + i + "/quantity", "must be 1 to 99");
            } else if (line.productId() != null) {
                sums.merge(line.productId(), quantity, Integer::sum);
            }
        }
        return sums;
    }

    private void checkAddress(Errors errors) {
        if (shippingAddress == null) {
            errors.add("/shippingAddress", "must not be null");
            return;
        }
        errors.requireText(shippingAddress.recipient(), 200, "/shippingAddress/recipient");
        errors.requireText(shippingAddress.line1(), 200, "/shippingAddress/line1");
        errors.requireTextOrNull(shippingAddress.line2(), 200, "/shippingAddress/line2");
        errors.requireText(shippingAddress.city(), 200, "/shippingAddress/city");
        errors.requireTextOrNull(shippingAddress.region(), 200, "/shippingAddress/region");
        errors.requireTextOrNull(shippingAddress.postalCode(), 20, "/shippingAddress/postalCode");
        errors.require(
                shippingAddress.country() != null && COUNTRIES.contains(shippingAddress.country()),
                "/shippingAddress/country",
                "must be a country code of ISO 3166-1, such as GB");
    }

    private static final class Errors {

        private final List<Map<String, String>> found = new ArrayList<>();

        void add(String pointer, String detail) {
            found.add(Map.of("pointer", pointer, "detail", detail));
        }

        void require(boolean holds, String pointer, String detail) {
            if (!holds) {
                add(pointer, detail);
            }
        }

        void requireText(@Nullable String text, int most, String pointer) {
            boolean holds = text != null
                    && !text.isBlank()
                    && text.codePointCount(0, text.length()) <= most
                    && text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
            require(holds, pointer, "must have 1 to " + most + " characters and not be blank");
        }

        void requireTextOrNull(@Nullable String text, int most, String pointer) {
            if (text != null) {
                requireText(text, most, pointer);
            }
        }

        void refuseIfAny() {
            if (!found.isEmpty()) {
                throw new Refusal(Reason.INVALID_REQUEST, "Not valid: " + found).with("errors", found);
            }
        }
    }
}
