package store.retro.platform.background;

/** A kind of work that no request waits for; {@link BackgroundJobRunner} does it, in many threads and instances. */
public interface BackgroundJob {

    /** Its name, for metrics and logs. */
    String name();

    /**
     * Does some of what is due.
     *
     * @return whether anything was due
     */
    boolean doNext();

    /** How much of it has been tried so often in vain that operators should know. */
    long stuck();
}
