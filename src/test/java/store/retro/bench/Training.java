package store.retro.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import store.retro.embedded.EmbeddedMongo;
import store.retro.fixture.Answer;
import store.retro.fixture.Buyer;
import store.retro.fixture.Concurrently;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.ServiceProcesses;
import store.retro.fixture.Shop;

/**
 * Makes the cache with which a JVM starts the service in less time: runs it, lets buyers pay, order, look and cancel,
 * and ends it, upon which JDK 25 writes down what was loaded and how it behaved.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514</a>, <a href="https://openjdk.org/jeps/515">JEP 515</a>
 */
final class Training {

    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Training() {}

    /** @param args the jar as it will be started, the cache to write, how many orders to place, and flags of the JVM */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path cache = Path.of(args[1]);
        Path keyFile = Files.createTempFile("public-key", ".pem");
        Tokens tokens = new Tokens();
        tokens.writePublicKey(keyFile);
        int port = ServiceProcesses.freePort();
        String url = "http://127.0.0.1:" + port;
        try (EmbeddedMongo database = EmbeddedMongo.start();
                MongoClient client = MongoClients.create(database.connectionString())) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:AOTCacheOutput=" + cache));
            command.addAll(List.of(args).subList(3, args.length));
            command.addAll(List.of(
                    "-jar",
                    args[0],
                    "--server.address=127.0.0.1",
                    "--server.port=" + port,
                    "--spring.mongodb.uri=" + database.connectionString().replace("/?", "/training?"),
                    "--spring.security.oauth2.resourceserver.jwt.public-key-location=" + keyFile.toUri(),
                    "--store.payment.gateway=simulated"));
            Process service = new ProcessBuilder(command).inheritIO().start();
            try {
                if (!ServiceProcesses.awaitReady(service, url, PATIENCE)) {
                    throw new IllegalStateException("the service did not start");
                }
                Shop shop = new Shop(client, "training", (user, roles) -> tokens.of(user), List.of(), url);
                buy(shop, Integer.parseInt(args[2]));
            } finally {
                service.destroy();
                if (!service.waitFor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                    service.destroyForcibly();
                }
            }
        } finally {
            Files.delete(keyFile);
        }
        if (!Files.exists(cache)) {
            throw new IllegalStateException("no cache was made");
        }
    }

    private static void buy(Shop shop, int orders) throws InterruptedException {
        List<Console> consoles =
                Stream.generate(() -> shop.console(100, 1_000_000)).limit(20).toList();
        Concurrently.run(orders, AT_ONCE, number -> buy(shop.buyer(), consoles.get(number % consoles.size()), number));
    }

    private static boolean buy(Buyer buyer, Console console, int number) {
        Purchase purchase =
                Purchase.of(buyer.pays(console.times(1)), console.times(1)).withKey("key");
        Answer placed = require(buyer.places(purchase), 201);
        if (number % 10 == 0) {
            require(buyer.get("/products"), 200);
            require(buyer.get("/orders"), 200);
            require(buyer.cancels(placed.at("/id")), 200);
        }
        return true;
    }

    private static Answer require(Answer answer, int status) {
        if (answer.status() != status) {
            throw new IllegalStateException("%d instead of %d: %s".formatted(answer.status(), status, answer.body()));
        }
        return answer;
    }
}
