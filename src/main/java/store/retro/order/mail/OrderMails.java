package store.retro.order.mail;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import lombok.extern.slf4j.Slf4j;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import store.retro.money.StoreCurrency;
import store.retro.order.Order;
import store.retro.order.WaitingMails;
import store.retro.order.WaitingMails.Mail;
import store.retro.order.storage.Orders;
import store.retro.platform.background.BackgroundJob;
import store.retro.platform.background.BackgroundProperties;
import store.retro.platform.background.LeasedWorkQueue;
import store.retro.platform.background.LeasedWorkQueue.Claim;
import store.retro.platform.background.WaitingWork;
import store.retro.platform.documents.StoredDocuments;
import store.retro.user.User;
import store.retro.user.Users;

/**
 * Sends buyers the mails that wait in their orders, each at least once, those of one order one after the other. They
 * were noted with what they tell of; see {@code docs/decisions/order-mails.md}.
 */
@Component
@Slf4j
class OrderMails implements BackgroundJob {

    private final Users users;
    private final SmtpSender sender;
    private final MailProperties properties;
    private final StoreCurrency currency;
    private final LeasedWorkQueue<Order> work;

    OrderMails(
            Users users,
            SmtpSender sender,
            MailProperties properties,
            StoreCurrency currency,
            StoredDocuments documents,
            BackgroundProperties background,
            Clock clock) {
        this.users = users;
        this.sender = sender;
        this.properties = properties;
        this.currency = currency;
        this.work = new LeasedWorkQueue<>(
                documents, Order.class, WaitingMails.DUE, Orders.USER_ID, WaitingMails.DEAD, background, clock);
    }

    @Override
    public String name() {
        return "mails";
    }

    @Override
    public String kind() {
        return "mails";
    }

    @Override
    public boolean doNext() {
        return sender.enabled() && work.doNext(orders -> this::sendFirst);
    }

    private void sendFirst(Claim<Order> claim) {
        WaitingMails mails = claim.document().mails();
        if (mails == null || mails.pending().isEmpty()) {
            work.finish(claim);
            return;
        }
        try {
            send(claim.document(), mails.pending().get(0));
        } catch (UnsentException e) {
            failed(claim, mails.pending().size(), e);
            return;
        }
        Bson wasTheOnlyOne = Filters.size(WaitingMails.PENDING, 1);
        work.finishIf(claim, wasTheOnlyOne, Updates.popFirst(WaitingMails.PENDING));
    }

    /** Of who has no e-mail, or is erased, nobody is written to. */
    private void send(Order order, Mail mail) {
        String id = order.id() + "." + mail.event().code() + (mail.refund() == null ? "" : "-" + mail.refund());
        users.find(order.userId())
                .map(User::email)
                .ifPresent(email -> sender.send(email, id, MailText.of(order, mail, currency, sender.publicUrl())));
    }

    private void failed(Claim<Order> claim, int pending, UnsentException failure) {
        if (failure.remedy() == UnsentException.Remedy.ASK_STAFF || claim.attempts() >= properties.deadAfter()) {
            work.giveUpIf(claim, Filters.size(WaitingMails.PENDING, pending), failure.getMessage());
            log.warn("the mails of order {} wait for staff: {}", claim.id(), failure.getMessage());
        } else if (failure.remedy() == UnsentException.Remedy.MEND_SETTING) {
            work.postponeStuck(claim, failure.getMessage());
            log.error("no mail is sent: {}", failure.getMessage());
        } else {
            work.postpone(claim, failure.getMessage());
        }
    }

    @Override
    public WaitingWork waiting() {
        return work.waiting();
    }
}
