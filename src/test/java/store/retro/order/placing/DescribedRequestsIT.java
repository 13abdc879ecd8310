package store.retro.order.placing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.Validator;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import store.retro.fixture.Shop;
import store.retro.fixture.StoreTest;
import store.retro.money.MoneyRequest;
import store.retro.product.CartLineRequest;
import store.retro.user.AddressRequest;
import tools.jackson.databind.JsonNode;

/** What the API's description says of a request's members is what validation does with them: no more, no less. */
@StoreTest
@TestPropertySource(properties = "store.order-transactions.style=managed")
class DescribedRequestsIT {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\t\r\n",
            "\u000b\f",
            "\u001c",
            "\u0085",
            "\u00a0",
            "\u2003\u3000",
            "\u2028",
            "\ufeff",
            "\u200b",
            " x ",
            "GB",
            "gb",
            "XX",
            "USD",
            "EUR",
            "Z\u00fcrich",
            "x".repeat(20),
            "x".repeat(21),
            "x".repeat(200),
            "x".repeat(201),
            "\ud83c\udfae".repeat(20),
            "\ud83c\udfae".repeat(21),
            "\ud83c\udfae".repeat(200),
            "\ud83c\udfae".repeat(201));

    private static final List<Integer> NUMBERS =
            List.of(Integer.MIN_VALUE, -1, 0, 1, 2, 98, 99, 100, Integer.MAX_VALUE);

    private static final List<Integer> SIZES = List.of(0, 1, 50, 51);

    private static final Object NOTHING = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    @Autowired
    private Shop shop;

    @Autowired
    private Validator validator;

    @ParameterizedTest
    @ValueSource(classes = {PlaceOrderRequest.class, AddressRequest.class, CartLineRequest.class, MoneyRequest.class})
    void areValidatedAsDescribed(Class<?> request) {
        JsonNode description = shop.anonymously("GET", "/v3/api-docs", null)
                .json()
                .at("/components/schemas/" + request.getSimpleName());

        for (RecordComponent member : request.getRecordComponents()) {
            boolean required = contains(description.path("required"), member.getName());
            JsonNode described = description.path("properties").path(member.getName());
            for (Object sample : samples(member.getType())) {
                boolean expected = sample == NOTHING ? !required && admitsNull(described) : admits(described, sample);
                assertThat(accepts(request, member.getName(), sample == NOTHING ? null : sample))
                        .as("%s.%s = %s", request.getSimpleName(), member.getName(), escaped(sample))
                        .isEqualTo(expected);
            }
        }
    }

    private static List<Object> samples(Class<?> type) {
        List<Object> samples = new ArrayList<>(List.of(NOTHING));
        if (type == String.class) {
            samples.addAll(TEXTS);
        } else if (type == Integer.class) {
            samples.addAll(NUMBERS);
        } else if (type == Long.class) {
            NUMBERS.forEach(number -> samples.add(number.longValue()));
        } else if (type == List.class) {
            SIZES.forEach(size -> samples.add(Stream.generate(() -> new CartLineRequest("x", 1))
                    .limit(size)
                    .toList()));
        }
        return samples;
    }

    private boolean accepts(Class<?> request, String member, @Nullable Object value) {
        return validator.validateValue(request, member, value).isEmpty();
    }

    /** As much of JSON Schema as the description uses. */
    private static boolean admits(JsonNode schema, Object value) {
        if (value instanceof String text) {
            int length = text.codePointCount(0, text.length());
            return length >= schema.path("minLength").asInt(0)
                    && length <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
                    && Pattern.compile(schema.path("pattern").asString(""))
                            .matcher(text)
                            .find()
                    && (!schema.has("enum") || contains(schema.path("enum"), text));
        }
        if (value instanceof List<?> list) {
            return list.size() >= schema.path("minItems").asInt(0)
                    && list.size() <= schema.path("maxItems").asInt(Integer.MAX_VALUE);
        }
        long number = ((Number) value).longValue();
        return number >= schema.path("minimum").asLong(Long.MIN_VALUE)
                && number <= schema.path("maximum").asLong(Long.MAX_VALUE);
    }

    private static boolean admitsNull(JsonNode schema) {
        return contains(schema.path("type"), "null")
                || schema.path("anyOf")
                        .valueStream()
                        .anyMatch(one -> "null".equals(one.path("type").asString("")));
    }

    private static boolean contains(JsonNode array, String text) {
        return array.valueStream().anyMatch(each -> text.equals(each.asString("")));
    }

    private static String escaped(Object sample) {
        StringBuilder escaped = new StringBuilder();
        sample.toString()
                .chars()
                .limit(40)
                .forEach(c -> escaped.append(c > ' ' && c < 127 ? "" + (char) c : "\\u%04x".formatted(c)));
        return escaped.toString();
    }
}
