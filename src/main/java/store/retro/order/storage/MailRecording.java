package store.retro.order.storage;

/** Whether buyers are sent mails; whoever sends them knows. */
public interface MailRecording {

    /** Whether mails are recorded; while nobody sends any, nothing is. */
    boolean enabled();
}
