package store.retro.architecture.planted.platform.http;

/**
 * Machinery that speaks of orders: not here, in a comment, nor in the names of NamesAnOrder and order, but in a
 * literal.
 */
class NamesAnOrder {

    String order() {
        return "is \"kept\"" + """
                until the next Order is placed
                """;
    }
}
