package store.retro.order.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import store.retro.platform.problem.StartRefusedException;

class MailServerTest {

    private final JavaMailSenderImpl smtp = new JavaMailSenderImpl();

    @Test
    void wantsToKnowWithWhatLinksBegin() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> server(null, null))
                .withMessageContaining("spring.mail.host")
                .satisfies(refusal -> assertThat(refusal.action()).contains("STORE_WEB_PUBLIC_URL"));
    }

    @Test
    void wantsASenderThatIsAnAddress() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> server("the shop", "https://shop.example"))
                .satisfies(refusal -> assertThat(refusal.action()).contains("STORE_MAIL_FROM"));
    }

    @Test
    void takesTheSenderThatIsSet() {
        assertThat(server("Retro Store <orders@shop.example>", "https://shop.example")
                        .from())
                .hasToString("Retro Store <orders@shop.example>");
    }

    @Test
    void waitsNowhereForEver() {
        server(null, "https://shop.example");

        assertThat(smtp.getJavaMailProperties())
                .containsEntry("mail.smtp.connectiontimeout", "10000")
                .containsEntry("mail.smtp.timeout", "10000")
                .containsEntry("mail.smtp.writetimeout", "10000");
    }

    @Test
    void leavesWhatTheOperatorHasSet() {
        smtp.getJavaMailProperties().setProperty("mail.smtp.starttls.enable", "false");
        server(null, "https://shop.example");

        assertThat(smtp.getJavaMailProperties()).containsEntry("mail.smtp.starttls.enable", "false");
    }

    private MailServer server(String from, String publicUrl) {
        return MailServer.of(smtp, new MailProperties(from, Duration.ofSeconds(10), 20), publicUrl);
    }
}
