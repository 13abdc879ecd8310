package store.retro.reliability;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import store.retro.fixture.Answer;

/**
 * Row 2: {@code kill -9} of the service under load, at the moment when a certain command of an order is on its way to the
 * database, or its answer is on its way back.
 */
@ExtendWith(ScorecardWriter.class)
class ServiceKilledIT {

    private static final int CUSTOMERS = 8;

    private static final List<String> COMMANDS = List.of(
            "find orders", "find products", "update products", "update users", "insert orders", "commitTransaction");

    @TempDir
    Path directory;

    private record Point(String command, Strike.Moment moment) {}

    @ParameterizedTest
    @EnumSource
    void losesNothingWhenItIsKilled(Style style) {
        List<Point> points = COMMANDS.stream()
                .flatMap(command -> Stream.of(Strike.Moment.values()).map(moment -> new Point(command, moment)))
                .toList();
        try (Lifetime lifetime = Lifetime.ofSeconds(3);
                StoreProcess store = new StoreProcess(style, directory.resolve("store.log"))) {
            List<Point> struck =
                    Profile.SLOW ? points : List.of(new Point("insert orders", Strike.Moment.AFTER), points.get(11));
            for (Point point : struck) {
                Scorecard.line(
                                2,
                                "kill -9 " + point.moment().name().toLowerCase() + " " + point.command() + ", "
                                        + CUSTOMERS + " customers",
                                style)
                        .run(Profile.times(1, 25), random -> isKilled(store, point, random));
            }
        }
    }

    private static long isKilled(StoreProcess store, Point point, Seeded random) throws InterruptedException {
        Rush rush = new Rush(store.shop(), CUSTOMERS, random);
        CompletableFuture<Void> again = new CompletableFuture<>();
        Strike strike = Strike.call(point.command(), point.moment(), random.below(CUSTOMERS), () -> {
            store.kill();
            CompletableFuture.runAsync(store::startAgain).whenComplete((done, failure) -> again.complete(null));
        });
        store.cable().arm(strike);

        List<Answer> answers = rush.run();

        again.join();
        rush.requireOrders(answers);
        return strike.hits();
    }
}
