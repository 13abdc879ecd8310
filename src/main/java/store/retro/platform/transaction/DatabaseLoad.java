package store.retro.platform.transaction;

/** Hears how the database bears the transactions that it is given; whoever lets them in implements it. */
public interface DatabaseLoad {

    /** The database has shed a transaction, for it has too much to do. */
    void shed();

    /** The database has taken a transaction. */
    void taken();
}
