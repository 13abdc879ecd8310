package store.retro.platform.mongo;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.MongoTransactionManager;
import org.springframework.data.mongodb.core.MongoTemplate;
import store.retro.platform.problem.StartRefusedException;

class StartupCheckTest {

    private static final StartupProperties PROPERTIES =
            new StartupProperties(Duration.ofSeconds(1), Duration.ofSeconds(1), true);

    private final MongoDatabaseFactory factory = mock();
    private final MongoTransactionManager manager = mock();
    private final MongoTemplate template = mock();
    private final TransactionsHealthIndicator transactions = mock();

    @BeforeEach
    void shareOneFactory() {
        when(manager.getDatabaseFactory()).thenReturn(factory);
        when(template.getMongoDatabaseFactory()).thenReturn(factory);
    }

    @Test
    void refusesAStandaloneServer() {
        when(transactions.server()).thenReturn(new ServerRole(new Document("isWritablePrimary", true)));

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(this::check)
                .withMessageContaining("standalone")
                .matches(refusal -> refusal.action().contains("--replSet"));
    }

    @Test
    void refusesATemplateThatEscapesTheTransaction() {
        when(template.getMongoDatabaseFactory()).thenReturn(mock());

        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(this::check)
                .withMessageContaining("escape the transaction");
    }

    private void check() {
        new StartupCheck(
                        factory,
                        manager,
                        List.of(template),
                        List.of(),
                        transactions,
                        mock(),
                        mock(),
                        mock(),
                        PROPERTIES)
                .afterSingletonsInstantiated();
    }
}
