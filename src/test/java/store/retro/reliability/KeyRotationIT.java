package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import store.retro.fixture.Console;
import store.retro.fixture.Http;
import store.retro.fixture.TokenSigner;

/**
 * Rows 18 and 20, against the packaged jar: its keys come from an issuer over HTTP and change while it runs; nothing
 * that belongs to a person or proves who one is ever gets out.
 */
@ExtendWith(ScorecardWriter.class)
class KeyRotationIT {

    private static final List<String> CLOSED = List.of(
            "env",
            "beans",
            "configprops",
            "loggers",
            "heapdump",
            "threaddump",
            "metrics",
            "mappings",
            "shutdown",
            "info");

    @TempDir
    Path directory;

    @Test
    void followsItsIssuersKeysAndKeepsEverySecret() {
        try (StoreProcess store = new StoreProcess(Style.MANAGED, directory.resolve("store.log"))) {
            Scorecard.line(18, "keys rotated at the issuer, old and foreign keys", "managed")
                    .run(Profile.times(1, 1), random -> rotates(store));
            Scorecard.line(20, "log, actuator and error bodies searched", "managed")
                    .run(Profile.times(1, 1), random -> keepsSecrets(store));
        }
    }

    private static long rotates(StoreProcess store) {
        Http http = new Http(store.url());
        TokenIssuer issuer = store.issuer();
        String user = store.shop().buyer().id();
        TokenSigner first = issuer.current();
        TokenSigner second = new TokenSigner("second");
        TokenSigner foreign = new TokenSigner("foreign");
        TokenSigner impostor = new TokenSigner("first");
        assertThat(me(http, issuer.token(user))).isEqualTo(200);

        assertThat(me(http, issuer.token(user, second))).as("not published yet").isEqualTo(401);
        issuer.publish(first, second);
        assertThat(awaits(http, issuer.token(user, second))).as("published").isEqualTo(200);
        assertThat(me(http, issuer.token(user, first))).as("still published").isEqualTo(200);
        assertThat(me(http, issuer.token(user, foreign))).as("never published").isEqualTo(401);
        assertThat(me(http, issuer.token(user, impostor)))
                .as("another key of the same name")
                .isEqualTo(401);
        issuer.use(second);
        return 5;
    }

    /** The keys are fetched again for an unknown key, though not at every such token. */
    private static int awaits(Http http, String token) {
        int status = me(http, token);
        for (int i = 0; status == 401 && i < 100; i++) {
            Customer.pause(100);
            status = me(http, token);
        }
        return status;
    }

    private static int me(Http http, String token) {
        return http.send("GET", "/users/me", Map.of("Authorization", "Bearer " + token), null)
                .status();
    }

    private static long keepsSecrets(StoreProcess store) throws InterruptedException {
        Http http = new Http(store.url());
        Secrets secrets = new Secrets();
        Console console = store.shop().console(100, 3);
        for (int i = 0; i < 5; i++) {
            secrets.seenIn(store, console);
        }
        ConcurrentCustomers rush = new ConcurrentCustomers(store.shop(), 8, new Seeded(Profile.SEED));
        store.cable().arm(ProxyFault.cut("commitTransaction", ProxyFault.Moment.AFTER, 0, 3));
        rush.requireOrders(rush.run());
        store.cable().heal();

        assertThat(http.send("GET", "/actuator/health", Map.of(), null).body())
                .doesNotContain("mongo", "diskSpace", "details");
        for (String endpoint : CLOSED) {
            assertThat(http.send("GET", "/actuator/" + endpoint, Map.of(), null).status())
                    .as(endpoint)
                    .isIn(401, 404);
        }
        secrets.requireAbsent(store.output());
        return secrets.count();
    }
}
