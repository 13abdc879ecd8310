package store.retro.payment.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.stripe.StripeClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.DefaultApplicationArguments;
import store.retro.platform.problem.StartRefusedException;

class StripeKeyCheckTest {

    private final FakeStripe stripe = new FakeStripe();

    @AfterEach
    void close() {
        stripe.close();
    }

    @Test
    void letsAnInstanceBecomeReadyWhoseKeyStripeTakes() {
        assertThatCode(this::check).doesNotThrowAnyException();
        assertThat(stripe.requests()).hasSize(2);
    }

    @Test
    void keepsAnInstanceFromBecomingReadyWhoseKeyStripeRefuses() {
        stripe.revokesTheKey();

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(this::check)
                .withMessageContaining("store.payment.stripe.api-key");
    }

    @Test
    void waitsForNobodyWhileStripeIsDown() {
        stripe.fails(500, 1000);

        assertThatCode(this::check).doesNotThrowAnyException();
    }

    private void check() {
        check(stripe.base().toString());
    }

    static void check(String base) {
        StripeClient client =
                StripeClient.builder().setApiKey("sk_test_123").setApiBase(base).build();
        ResilientStripeClient calls =
                new ResilientStripeClient(Duration.ofSeconds(2), Duration.ofMillis(300), new SimpleMeterRegistry());
        new StripeKeyCheck(client.v1(), calls).run(new DefaultApplicationArguments());
    }
}
