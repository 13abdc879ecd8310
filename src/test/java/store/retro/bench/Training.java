package store.retro.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import store.retro.embedded.EmbeddedMongo;
import store.retro.fixture.Answer;
import store.retro.fixture.AtOnce;
import store.retro.fixture.Buyer;
import store.retro.fixture.Console;
import store.retro.fixture.Purchase;
import store.retro.fixture.Shop;

/**
 * Makes the cache with which a JVM starts the service in less time: runs it, lets buyers pay, order, look and cancel, and
 * ends it, upon which JDK 25 writes down what was loaded and how it behaved.
 *
 * @see <a href="https://openjdk.org/jeps/514">JEP 514</a>, <a href="https://openjdk.org/jeps/515">JEP 515</a>
 */
final class Training {

    private static final int AT_ONCE = 4;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

    private Training() {}

    /** @param args the jar as it will be started, the cache to write, how many orders to place, and flags of the JVM */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path cache = Path.of(args[1]);
        Path keyFile = Files.createTempFile("public-key", ".pem");
        Tokens tokens = new Tokens();
        tokens.writePublicKey(keyFile);
        int port = freePort();
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
                awaitReady(service, url);
                Shop shop = new Shop(client, "training", (user, roles) -> tokens.of(user), List.of(), url);
                buy(shop, Integer.parseInt(args[2]));
            } finally {
                service.destroy();
                if (!service.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
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

    private static void buy(Shop shop, int orders) {
        List<Console> consoles =
                Stream.generate(() -> shop.console(100, 1_000_000)).limit(20).toList();
        AtOnce.run(
                AT_ONCE,
                Stream.iterate(0, number -> number < orders, number -> number + 1)
                        .map(number -> (Callable<Boolean>)
                                () -> buy(shop.buyer(), consoles.get(number % consoles.size()), number))
                        .toList());
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

    private static void awaitReady(Process service, String url) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!isReady(url)) {
            if (!service.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("the service did not start");
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static boolean isReady(String url) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create(url + "/actuator/health/readiness").toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(5000);
            return connection.getResponseCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
