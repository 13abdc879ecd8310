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
import org.bson.Document;
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
 * and ends it, upon which JDK 25 writes down what was loaded and how it behaved. Half of the orders are written by one
 * {@code bulkWrite}; then the database refuses that, and the others are written by a command for each collection.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514</a>, <a href="https://openjdk.org/jeps/515">JEP 515</a>
 */
final class Training {

    private static final int AT_ONCE = 4;
    private static final int CANCELLED = 10;
    private static final int COMMAND_NOT_SUPPORTED = 115;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RepeatedRequests requests = new RepeatedRequests(20, Duration.ofSeconds(2));
    private final MongoClient database;
    private final Shop shop;

    private Training(MongoClient database, Shop shop) {
        this.database = database;
        this.shop = shop;
    }

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
                new Training(client, shop).train(Integer.parseInt(args[2]));
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
        System.out.printf("%s has %d MiB.%n", cache, Files.size(cache) >> 20);
    }

    private void train(int orders) throws InterruptedException {
        long begin = System.nanoTime();
        buy(orders / 2);
        refuseBulkWrite();
        buy(orders - orders / 2);
        requireThatItWasRefused();
        System.out.printf(
                "Trained in %d s: %d orders by bulkWrite, %d by separate writes, one in %d cancelled;"
                        + " %d requests were sent again after a 503.%n",
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                orders / 2,
                orders - orders / 2,
                CANCELLED,
                requests.repeated());
    }

    /** Once is enough: the service does without it from then on. */
    private void refuseBulkWrite() {
        failPoint(new Document("mode", new Document("times", 1))
                .append(
                        "data",
                        new Document("failCommands", List.of("bulkWrite")).append("errorCode", COMMAND_NOT_SUPPORTED)));
    }

    private void requireThatItWasRefused() {
        if (failPoint(new Document("mode", "off")).getInteger("count", 0) == 0) {
            throw new IllegalStateException("the service has sent no bulkWrite");
        }
    }

    private Document failPoint(Document settings) {
        Document command = new Document("configureFailPoint", "failCommand");
        command.putAll(settings);
        return database.getDatabase("admin").runCommand(command);
    }

    private void buy(int orders) throws InterruptedException {
        List<Console> consoles =
                Stream.generate(() -> shop.console(100, 1_000_000)).limit(20).toList();
        Concurrently.run(orders, AT_ONCE, number -> buy(shop.buyer(), consoles.get(number % consoles.size()), number));
    }

    private boolean buy(Buyer buyer, Console console, int number) {
        Answer payment = requests.until(201, () -> buyer.pays("pm_card_visa", console.times(1)));
        Purchase purchase = Purchase.of(payment.at("/id"), console.times(1)).withKey("key");
        Answer placed = requests.until(201, () -> buyer.places(purchase));
        if (number % CANCELLED == 0) {
            requests.until(200, () -> buyer.get("/products"));
            requests.until(200, () -> buyer.get("/orders"));
            requests.until(200, () -> buyer.cancels(placed.at("/id")));
        }
        return true;
    }
}
