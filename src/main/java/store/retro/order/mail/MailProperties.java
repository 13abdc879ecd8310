package store.retro.order.mail;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Mails to buyers, where {@code spring.mail.host} names a server that takes them.
 *
 * @param from whom they are from; {@code no-reply} at the host of {@code store.web.public-url} unless it is set
 * @param timeout for one mail, from the connection to the server's last answer
 * @param deadAfter after so many attempts in vain, an order's mails wait for staff
 */
@Validated
@ConfigurationProperties("store.mail")
record MailProperties(
        @Nullable String from,
        @NotNull @DefaultValue("10s") Duration timeout,
        @Min(1) @DefaultValue("20") int deadAfter) {

    MailProperties {
        from = from == null || from.isBlank() ? null : from;
    }
}
