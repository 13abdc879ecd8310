package store.retro.order.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.IDN;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.stereotype.Component;
import org.springframework.util.StringUtils;
import store.retro.order.mail.UnsentException.Remedy;
import store.retro.order.storage.MailRecording;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.http.WebProperties;

/** Hands mails to the server that {@code spring.mail.host} names; where it names none, there are no mails. */
@Component
class SmtpSender implements MailRecording {

    /** What may stand before the @ without quotes; servers do not all take other letters. */
    private static final Pattern LOCAL_PART = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}");

    private final @Nullable MailServer server;
    private final Duration timeout;

    SmtpSender(ObjectProvider<JavaMailSenderImpl> configured, MailProperties properties, WebProperties web) {
        this.timeout = properties.timeout();
        this.server = configured.stream()
                .filter(smtp -> StringUtils.hasText(smtp.getHost()))
                .map(smtp -> MailServer.of(smtp, properties, web.publicUrl()))
                .findFirst()
                .orElse(null);
    }

    @Override
    public boolean enabled() {
        return server != null;
    }

    /** With what links begin. */
    String publicUrl() {
        return server().publicUrl();
    }

    private MailServer server() {
        return Objects.requireNonNull(server);
    }

    /**
     * Sends a mail to whoever has this address, and to nobody else.
     *
     * @param id the mail's own, whenever it is sent: letters, digits, dots and hyphens
     * @throws UnsentException when the server has not said that it takes it; it may have arrived nevertheless
     */
    void send(String email, String id, MailText text) {
        InternetAddress to = addressOf(email);
        Duration remaining = Deadline.remainingOrFail();
        try (Deadline.Scope scope = Deadline.open(remaining.compareTo(timeout) < 0 ? remaining : timeout)) {
            server().smtp().send(message(to, id, text));
        } catch (MailException e) {
            throw SmtpRefusal.of(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private MimeMessage message(InternetAddress to, String id, MailText text) throws MessagingException {
        String messageId = "<" + id + "@" + server().host() + ">";
        MimeMessage message = new MimeMessage(server().smtp().getSession()) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        message.setFrom(server().from());
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject(text.subject());
        // no absent person's program answers it
        message.setHeader("Auto-Submitted", "auto-generated");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text.plain(), "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(text.html(), "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", plain, html));
        return message;
    }

    /** One address and nothing else, whoever has stored it. */
    private static InternetAddress addressOf(String email) {
        int at = email.lastIndexOf('@');
        if (at < 1 || !LOCAL_PART.matcher(email.substring(0, at)).matches()) {
            throw noAddress();
        }
        try {
            String domain = IDN.toASCII(email.substring(at + 1), IDN.USE_STD3_ASCII_RULES);
            return new InternetAddress(email.substring(0, at) + "@" + domain, true);
        } catch (IllegalArgumentException | AddressException e) {
            throw noAddress();
        }
    }

    private static UnsentException noAddress() {
        return new UnsentException(Remedy.ASK_STAFF, "the buyer's e-mail is no address that every server takes");
    }
}
