package store.retro.order.storage;

/** Whether anybody is to hear of what happens to orders; whoever tells them knows. */
public interface OutboxRecording {

    /** Whether events are recorded; while nobody listens, nothing is. */
    boolean enabled();
}
