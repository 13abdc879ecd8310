package store.retro.bench;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The orders of a round, the same for everybody: each has a payment and a key of its own and, up to the number of
 * users, a user of its own.
 *
 * @param count how many
 * @param lines different products in each
 * @param products in the store; one makes it hot
 * @param refused how many in a hundred ask for what is sold out
 */
record Purchases(int count, int lines, int products, int refused) {

    static final int USERS = 10_000;

    /** Of which there is none; only there when somebody asks for it. */
    static final String SOLD_OUT = "console-sold-out";

    private static final int SEED = 1989;

    Purchases(int count, int lines, int products) {
        this(count, lines, products, 0);
    }

    /** @param products one unit of each */
    record Purchase(String userId, String paymentId, String key, List<String> products) {

        Purchase paidBy(String payment) {
            return new Purchase(userId, payment, key, products);
        }

        int amount() {
            return products.size() * Service.PRICE;
        }

        String items() {
            return products.stream()
                    .map(id -> "{\"productId\":\"" + id + "\",\"quantity\":1}")
                    .collect(Collectors.joining(",", "[", "]"));
        }

        String json() {
            return """
                {"items":%s,"shippingAddress":{"recipient":"Ada Lovelace","line1":"12 St James's Square",\
                "line2":null,"city":"London","region":null,"postalCode":"SW1Y 4JH","country":"GB"},\
                "billingAmount":{"amount":%d,"currency":"USD"},"paymentId":"%s"}\
                """.formatted(items(), amount(), paymentId);
        }
    }

    List<Purchase> all() {
        Random random = new Random(SEED);
        return IntStream.range(0, count)
                .mapToObj(number -> {
                    int first = random.nextInt(products);
                    boolean inVain = refused > 0 && random.nextInt(100) < refused;
                    List<String> ids = IntStream.range(first, first + lines)
                            .mapToObj(product -> inVain ? SOLD_OUT : product(product % products))
                            .distinct()
                            .toList();
                    return new Purchase(user(number % USERS), "pay_" + number, "key-" + number, ids);
                })
                .toList();
    }

    static String user(int number) {
        return "user-" + number;
    }

    static String product(int number) {
        return "console-" + number;
    }
}
