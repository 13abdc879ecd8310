package store.retro.platform.background;

/** A kind of work that no request waits for; {@link BackgroundJobRunner} does it, in many threads and instances. */
public interface BackgroundJob {

    /** Its name, for metrics and logs. */
    String name();

    /** What its work is to those who look after it: a plural, which several jobs may share. */
    String kind();

    /**
     * Does some of what is due.
     *
     * @return whether anything was due
     */
    boolean doNext();

    /** What there is to do, whoever does it. */
    WaitingWork waiting();

    /**
     * Lets what waits in a document be done now, with all its attempts.
     *
     * @return whether anything waits there
     */
    default boolean retry(String id) {
        return waiting().retry(id);
    }
}
