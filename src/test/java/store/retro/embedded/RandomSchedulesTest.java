package store.retro.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Random statements of two or three transactions and of plain commands on few documents: each must be answered as the
 * rules of {@link IsolationModel} say. A failure gives the seed; {@code -Dschedules.seed=} runs that one again, and
 * {@code -Dschedules=} more of them.
 */
class RandomSchedulesTest extends ServerTest {

    private static final int SCHEDULES = Integer.getInteger("schedules", 300);
    private static final int STEPS = 16;

    /** How long a plain command waits that is to wait; one that is not is given until the test fails. */
    private static final int WAIT_MILLIS = 4;

    private static final int PATIENCE_MILLIS = 10_000;

    private static final Set<Statement.Kind> UPSERTS =
            Set.of(Statement.Kind.UPSERT, Statement.Kind.UPSERT_GROUP, Statement.Kind.FIND_AND_UPSERT);

    private static final List<Statement> FIRST = List.of(
            new Statement(Statement.Kind.INSERT, 3, null, null),
            new Statement(Statement.Kind.INSERT, 2, null, 1),
            new Statement(Statement.Kind.INSERT, 1, 1, 1));

    private final List<Client> clients = new ArrayList<>();

    @BeforeEach
    void indexes() {
        items.createIndex(doc("u", 1), new IndexOptions().unique(true).sparse(true));
        items.createIndex(doc("g", 1));
        List.of(0, 1, 2).forEach(number -> clients.add(new Client(number, beginRaw())));
    }

    @Test
    void everyStatementIsAnsweredAsTheRulesSay() {
        Long given = Long.getLong("schedules.seed");
        long first = given == null ? System.nanoTime() : given;
        long last = given == null ? first + SCHEDULES : first + 1;
        for (long seed = first; seed < last; seed++) {
            items.deleteMany(new Document());
            Random random = new Random(seed);
            Schedule schedule = new Schedule("seed " + seed, random, clients.subList(0, 2 + random.nextInt(2)));
            schedule.run();
        }
    }

    /** Somebody with one transaction after the other. */
    private static final class Client {
        private final int number;
        private RawTransaction transaction;
        private boolean open;

        Client(int number, RawTransaction transaction) {
            this.number = number;
            this.transaction = transaction;
        }

        void next() {
            transaction = transaction.plus(1);
            open = false;
        }
    }

    private final class Schedule {
        private final String name;
        private final Random random;
        private final List<Client> running;
        private final IsolationModel model;
        private final List<String> trace = new ArrayList<>();

        Schedule(String name, Random random, List<Client> running) {
            this.name = name;
            this.random = random;
            this.running = running;
            this.model = new IsolationModel(running.size());
        }

        void run() {
            FIRST.forEach(this::plain);
            for (int step = 0; step < STEPS; step++) {
                try {
                    step(random.nextInt(running.size() + 1), Statement.random(random));
                } catch (IsolationModel.Undecided e) {
                    trace.add("not sent");
                }
            }
            running.stream().filter(client -> client.open).forEach(client -> end(client, false));
        }

        private void step(int who, Statement statement) {
            if (who == running.size()) {
                plain(statement);
                return;
            }
            Client client = running.get(who);
            if (client.open && random.nextInt(6) == 0) {
                end(client, random.nextInt(3) > 0);
            } else if (client.open || statement.kind() != Statement.Kind.COUNT) {
                inTransaction(client, statement);
            }
        }

        private void plain(Statement statement) {
            Document expected = model.run(statement);
            boolean waits = expected.equals(IsolationModel.WAITS);
            if (waits && UPSERTS.contains(statement.kind())) {
                // an early 8.0 looks at their time only when it no longer waits: after the transaction's lifetime
                trace.add("not sent");
                return;
            }
            Document command = statement.command().append("maxTimeMS", waits ? WAIT_MILLIS : PATIENCE_MILLIS);
            compare("plain " + statement, expected, () -> database.runCommand(command));
        }

        private void inTransaction(Client client, Statement statement) {
            if (!client.open) {
                model.begin(client.number);
            }
            Document expected = model.run(client.number, statement);
            client.open = true;
            compare(client.number + " " + statement, expected, () -> client.transaction.run(statement.command()));
        }

        private void end(Client client, boolean commit) {
            compare(
                    client.number + (commit ? " commits" : " aborts"),
                    model.end(client.number, commit),
                    () -> commit ? client.transaction.commit() : client.transaction.abort());
            client.next();
        }

        private void compare(String what, Document expected, Supplier<Document> command) {
            List<Object> answer = Statement.essence(answer(command));
            trace.add(what + " -> " + answer);
            assertThat(answer).as("%s:%n%s%n", name, String.join("\n", trace)).isEqualTo(Statement.essence(expected));
        }

        private Document answer(Supplier<Document> command) {
            try {
                return command.get();
            } catch (MongoException e) {
                return new Document("code", e.getCode());
            }
        }
    }
}
