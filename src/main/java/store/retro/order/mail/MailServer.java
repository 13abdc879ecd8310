package store.retro.order.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.util.StringUtils;
import store.retro.platform.deadline.DeadlineSockets;
import store.retro.platform.problem.StartRefusedException;

/**
 * The server that takes mails, and what stands in all of them.
 *
 * @param publicUrl with what links begin, without a slash at its end
 */
record MailServer(JavaMailSenderImpl smtp, InternetAddress from, String publicUrl) {

    /** @throws StartRefusedException when something is missing, or makes no sense */
    static MailServer of(JavaMailSenderImpl smtp, MailProperties properties, @Nullable String publicUrl) {
        if (publicUrl == null) {
            throw new StartRefusedException(
                    "Mails are to be sent (spring.mail.host is set), and nothing says with what links in them begin.",
                    "Set store.web.public-url (STORE_WEB_PUBLIC_URL) to where buyers reach the store, such as"
                            + " https://shop.example.");
        }
        String host = URI.create(publicUrl).getHost();
        configure(smtp, properties, host);
        return new MailServer(
                smtp,
                from(Objects.requireNonNullElse(properties.from(), "no-reply@" + host)),
                StringUtils.trimTrailingCharacter(publicUrl, '/'));
    }

    private static InternetAddress from(String address) {
        try {
            return new InternetAddress(address, true);
        } catch (AddressException e) {
            throw new StartRefusedException(
                    "store.mail.from is no address that a mail can be from.",
                    "Set store.mail.from (STORE_MAIL_FROM) to an address such as orders@shop.example.",
                    e);
        }
    }

    /** What the operator has set otherwise stays, but for how long anybody waits in all. */
    private static void configure(JavaMailSenderImpl smtp, MailProperties properties, String host) {
        String prefix = "mail." + Objects.requireNonNullElse(smtp.getProtocol(), "smtp") + ".";
        String timeout = Long.toString(properties.timeout().toMillis());
        Properties settings = smtp.getJavaMailProperties();
        settings.put(prefix + "socketFactory", new DeadlineSockets());
        settings.put(prefix + "socketFactory.fallback", "false");
        settings.putIfAbsent(prefix + "connectiontimeout", timeout);
        settings.putIfAbsent(prefix + "timeout", timeout);
        settings.putIfAbsent(prefix + "writetimeout", timeout);
        settings.putIfAbsent(prefix + "starttls.enable", "true");
        // what was taken is sent, whatever the server says to the farewell
        settings.putIfAbsent(prefix + "quitwait", "false");
        // else a name server is asked for it, however long that takes
        settings.putIfAbsent(prefix + "localhost", host);
    }

    /** The part of each mail's id that is the store's. */
    String host() {
        return URI.create(publicUrl).getHost();
    }
}
