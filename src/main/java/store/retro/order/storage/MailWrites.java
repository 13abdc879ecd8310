package store.retro.order.storage;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import lombok.AccessLevel;
import lombok.RequiredArgsConstructor;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import store.retro.order.Order;
import store.retro.order.WaitingMails;
import store.retro.order.WaitingMails.Mail;

/**
 * Notes what a buyer is to be written, in the write that lets it happen. While one before is sent, its worker's
 * lease stands; what was given up is tried again, and each has all its attempts.
 */
@Component
@RequiredArgsConstructor(access = AccessLevel.PACKAGE)
public class MailWrites {

    private final MailRecording recording;

    /** What an order has that is placed at this moment. */
    public @Nullable WaitingMails ofNewOrder(Instant placedAt) {
        return recording.enabled() ? WaitingMails.ofNewOrder(placedAt) : null;
    }

    /** Once in an update. */
    void note(Update update, Order order, Instant at, Mail... mails) {
        if (!recording.enabled()) {
            return;
        }
        List<Document> more = Stream.of(mails).map(Mail::document).toList();
        if (order.mails() == null) {
            Document due = new Document("at", at).append("attempts", 0);
            update.set(WaitingMails.MAILS, new Document("pending", more).append("due", due));
        } else {
            update.push(WaitingMails.PENDING)
                    .each(more.toArray())
                    .max(WaitingMails.DUE + ".at", at)
                    .set(WaitingMails.DUE + ".attempts", 0)
                    .unset(WaitingMails.DEAD);
        }
    }
}
