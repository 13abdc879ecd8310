package store.retro.development.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import store.retro.fixture.Books;
import store.retro.fixture.Books.Spending;
import store.retro.fixture.Books.Stock;

/**
 * What the books say, in words.
 *
 * @param wanted how many purchases somebody asked for
 * @param promised how many were answered with an order
 */
record Verdict(Books books, int wanted, int promised) {

    private long stockWrongBy() {
        return books.stock().stream().mapToLong(Stock::wrongBy).sum();
    }

    private long spendingWrongBy() {
        return books.spending().stream().mapToLong(Spending::wrongBy).sum();
    }

    /** More than were asked for, or less than were promised. */
    private int ordersWrongBy() {
        return books.orders() > wanted ? books.orders() - wanted : Math.min(0, books.orders() - promised);
    }

    private boolean isRight() {
        return books.stock().stream().allMatch(stock -> stock.wrongBy() == 0 && stock.left() >= 0)
                && books.spending().stream().allMatch(spending -> spending.wrongBy() == 0)
                && ordersWrongBy() == 0;
    }

    Map<String, Object> described() {
        List<Stock> stock = books.stock();
        List<Spending> spending = books.spending();
        return Events.members(
                "right", isRight(),
                "stock",
                        Events.members(
                                "was", stock.stream().mapToLong(Stock::received).sum(),
                                "left", stock.stream().mapToLong(Stock::left).sum(),
                                "sold", stock.stream().mapToLong(Stock::sold).sum(),
                                "wrongBy", stockWrongBy()),
                "spending",
                        Events.members(
                                "noted",
                                        spending.stream()
                                                .mapToLong(Spending::noted)
                                                .sum(),
                                "ordered",
                                        spending.stream()
                                                .mapToLong(Spending::ordered)
                                                .sum(),
                                "wrongBy", spendingWrongBy(),
                                "users",
                                        spending.stream()
                                                .filter(user -> user.wrongBy() != 0)
                                                .count(),
                                "currency", "USD"),
                "orders",
                        Events.members(
                                "wanted",
                                wanted,
                                "promised",
                                promised,
                                "stored",
                                books.orders(),
                                "wrongBy",
                                ordersWrongBy()),
                "says", says());
    }

    private String says() {
        List<String> faults = new ArrayList<>();
        if (stockWrongBy() < 0) {
            faults.add(units(-stockWrongBy()) + " gone that nobody bought");
        } else if (stockWrongBy() > 0) {
            faults.add(units(stockWrongBy()) + " more sold or left than there ever were");
        }
        if (spendingWrongBy() != 0) {
            faults.add("lifeTimeValue is %s too %s"
                    .formatted(money(Math.abs(spendingWrongBy())), spendingWrongBy() > 0 ? "high" : "low"));
        }
        if (ordersWrongBy() > 0) {
            faults.add("%d of %d orders nobody asked for".formatted(ordersWrongBy(), books.orders()));
        } else if (ordersWrongBy() < 0) {
            faults.add("of %d promised orders %d not there".formatted(promised, -ordersWrongBy()));
        }
        if (faults.isEmpty()) {
            return isRight()
                    ? "Right: stock, spending and orders agree; orders: " + books.orders() + "."
                    : "Wrong, though the sums agree: one fault hides another.";
        }
        return "Wrong: " + String.join("; ", faults) + ".";
    }

    private static String units(long count) {
        return count == 1 ? "1 unit" : count + " units";
    }

    private static String money(long cents) {
        return String.format(Locale.ROOT, "%d.%02d", cents / 100, cents % 100);
    }
}
