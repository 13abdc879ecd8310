package store.retro.user.account;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import store.retro.money.StoreCurrency;
import store.retro.platform.deadline.Deadline;
import store.retro.platform.deadline.RequestProperties;
import store.retro.platform.problem.GeneralProblem;
import store.retro.platform.problem.ProblemException;
import store.retro.user.PersonalData;
import store.retro.user.User;
import store.retro.user.Users;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes all that the store knows of a user, piece by piece, however much it is. Should it break off, what was written
 * is no JSON: nobody takes a part for the whole.
 */
@Component
class AccountExport {

    private static final Duration BETWEEN = Duration.ofMinutes(1);

    /** For a large one, and a slow line. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Users users;
    private final List<PersonalData> data;
    private final RequestProperties request;
    private final StoreCurrency currency;
    private final JsonMapper json;
    private final Clock clock;

    AccountExport(
            Users users,
            List<PersonalData> data,
            RequestProperties request,
            StoreCurrency currency,
            JsonMapper json,
            Clock clock) {
        this.users = users;
        this.data =
                data.stream().sorted(Comparator.comparing(PersonalData::name)).toList();
        this.request = request;
        this.currency = currency;
        this.json = json;
        this.clock = clock;
    }

    /** @throws ProblemException {@code too-many-requests} */
    void write(User user, OutputStream out) throws IOException {
        Instant now = clock.instant();
        if (!users.exports(user.id(), now, now.minus(BETWEEN))) {
            throw new ProblemException(GeneralProblem.TOO_MANY_REQUESTS).retryAfter(BETWEEN);
        }
        write("{\"user\":", out);
        out.write(json.writeValueAsBytes(UserResponse.of(user, currency)));
        long end = System.nanoTime() + LIMIT.toNanos();
        for (PersonalData kind : data) {
            write(",\"" + kind.name() + "\":[", out);
            try (Elements elements = new Elements(out, end)) {
                kind.export(user.id(), elements);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            write("]", out);
        }
        write("}", out);
    }

    private static void write(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Those of an array. To find the next ones there is as much time as for any request, and none after the end. */
    private final class Elements implements Consumer<Object>, AutoCloseable {

        private final OutputStream out;
        private final long end;
        private Deadline.Scope scope;
        private boolean first = true;

        Elements(OutputStream out, long end) {
            this.out = out;
            this.end = end;
            this.scope = next();
        }

        private Deadline.Scope next() {
            Duration left = Duration.ofNanos(end - System.nanoTime());
            return Deadline.open(left.compareTo(request.budget()) < 0 ? left : request.budget());
        }

        @Override
        public void accept(Object element) {
            try {
                write(first ? "" : ",", out);
                out.write(json.writeValueAsBytes(element));
                first = false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            close();
            scope = next();
        }

        @Override
        public void close() {
            scope.close();
        }
    }
}
