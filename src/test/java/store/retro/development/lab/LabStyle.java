package store.retro.development.lab;

/** The four ways of placing an order. */
enum LabStyle {
    plain(
            "Without a transaction",
            "The recipe's first listing: load user and product, change them in memory, save them, insert the order."),
    recipe(
            "The recipe, in a transaction",
            "The recipe as printed: user and product are loaded before, and changed in memory in the callback."),
    managed(
            "Managed",
            "This store, Spring holding the transaction: conditional updates, run again while nothing of it remains."),
    manual(
            "Manual",
            "This store, the code holding the session: starts, commits or aborts, and closes it. The same writes.");

    private static final String PREFIX = "lab-";

    private final String title;
    private final String says;

    LabStyle(String title, String says) {
        this.title = title;
        this.says = says;
    }

    String title() {
        return title;
    }

    String says() {
        return says;
    }

    /** Whether it is this store's own code. */
    boolean isOfTheStore() {
        return this == managed || this == manual;
    }

    boolean isTransactional() {
        return this != plain;
    }

    /** An id of something of this style's. */
    String id(String tag, String name) {
        return PREFIX + name() + "-" + tag + "-" + name;
    }

    /** That of a user with such an id. */
    static LabStyle of(String id) {
        return id.startsWith(PREFIX + manual + "-") ? manual : managed;
    }
}
