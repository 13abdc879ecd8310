package store.retro.order.mail;

import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import store.retro.order.mail.UnsentException.Remedy;

/** What it means that a server has not taken a mail. Its own words may name the buyer, and are not repeated. */
final class SmtpRefusal {

    private SmtpRefusal() {}

    static UnsentException of(MailException failure) {
        if (failure instanceof MailAuthenticationException) {
            return new UnsentException(
                    Remedy.MEND_SETTING, "the mail server refuses spring.mail.username and its password");
        }
        List<Throwable> chain = chain(failure).toList();
        int code = chain.stream()
                .mapToInt(SmtpRefusal::code)
                .filter(each -> each > 0)
                .findFirst()
                .orElse(0);
        if (code == 0) {
            String last = chain.get(chain.size() - 1).getClass().getSimpleName();
            return new UnsentException(Remedy.TRY_LATER, "the mail server did not answer: " + last);
        }
        if (code < 500) {
            return new UnsentException(Remedy.TRY_LATER, "the mail server answered " + code);
        }
        return chain.stream().anyMatch(SmtpRefusal::isOfSender)
                ? new UnsentException(Remedy.MEND_SETTING, "the mail server refuses store.mail.from: " + code)
                : new UnsentException(Remedy.ASK_STAFF, "the mail server refuses the address or the mail: " + code);
    }

    private static Stream<Throwable> chain(MailException failure) {
        Exception[] ofMails =
                failure instanceof MailSendException sending ? sending.getMessageExceptions() : new Exception[0];
        return Stream.iterate(ofMails.length == 0 ? failure : ofMails[0], Objects::nonNull, SmtpRefusal::next);
    }

    private static @Nullable Throwable next(Throwable failure) {
        return failure instanceof MessagingException mail ? mail.getNextException() : failure.getCause();
    }

    /** With which the server has answered; 0 or less where this does not say. */
    private static int code(Throwable failure) {
        if (failure instanceof SMTPAddressFailedException refused) {
            return refused.getReturnCode();
        }
        if (failure instanceof SMTPSenderFailedException refused) {
            return refused.getReturnCode();
        }
        return failure instanceof SMTPSendFailedException refused ? refused.getReturnCode() : 0;
    }

    private static boolean isOfSender(Throwable failure) {
        return failure instanceof SMTPSenderFailedException
                || failure instanceof SMTPSendFailedException refused
                        && refused.getCommand().startsWith("MAIL");
    }
}
