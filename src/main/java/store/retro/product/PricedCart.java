package store.retro.product;

import java.util.List;

/** A cart at today's prices, every line of which is in stock. */
public record PricedCart(List<PricedLine> lines) {

    /** What it costs, in minor units of the store's currency. */
    public long total() {
        return lines.stream().mapToLong(PricedLine::price).reduce(0, Math::addExact);
    }
}
