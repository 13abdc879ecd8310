package store.retro.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import store.retro.TestDatabase;
import store.retro.fixture.ServiceProcesses;
import store.retro.fixture.Shop;

/**
 * The service as it is shipped: the packaged artifact, in a process of its own, that can be killed and started again.
 */
final class StoreProcess implements Store {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Launch launch;
    private final int port;
    private final Path log;
    private final MongoProxy cable;
    private final TokenIssuer issuer = new TokenIssuer();
    private final MongoClient database;
    private final Shop shop;
    private volatile Process process;

    /** Starts one as it is shipped, and waits until it is ready. */
    StoreProcess(Style style, Path log) {
        this(Launch.of(style), log);
    }

    /**
     * Starts one, and waits until it is ready.
     *
     * @param log where it writes its output
     */
    StoreProcess(Launch launch, Path log) {
        this.launch = launch;
        this.log = log;
        this.port = ServiceProcesses.freePort();
        ConnectionString address = TestDatabase.ofThisRun().connectionString();
        this.cable = new MongoProxy(new ServerAddress(address.getHosts().get(0)));
        this.database = MongoClients.create(address);
        this.shop = new Shop(database, launch.database(), issuer::token, List.of(), url());
        this.process = start();
        awaitReady();
    }

    private Process start() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                launch.artifact().toString(),
                "--server.address=127.0.0.1",
                "--server.port=" + port,
                "--spring.main.banner-mode=off",
                "--spring.mongodb.uri=" + uri(),
                "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=" + issuer.uri(),
                "--store.payment.gateway=simulated"));
        command.addAll(launch.placing());
        command.addAll(launch.more());
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String uri() {
        return cable.uri(launch.database()).replace("/?", "/" + launch.database() + "?") + "&maxPoolSize="
                + launch.connections();
    }

    private void awaitReady() {
        if (!ServiceProcesses.awaitReady(process, url(), PATIENCE)) {
            throw new AssertionError("the service did not start: " + output());
        }
    }

    /** Waits until it has nothing to do: no payment to settle or to give back, no event to deliver. */
    void awaitNothingDue() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (shop.isDue()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("something is still due");
            }
            Customer.pause(20);
        }
    }

    /** Takes it away as {@code kill -9} does; nothing is told to anybody. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Asks it to end, as {@code kill} does. */
    Process terminate() {
        process.destroy();
        return process;
    }

    /** Starts it again after its end, on the same port. */
    void startAgain() {
        assertThat(process.isAlive()).as("the old process lives").isFalse();
        cable.heal();
        process = start();
        awaitReady();
    }

    /** Everything that it has written. */
    String output() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TokenIssuer issuer() {
        return issuer;
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public MongoProxy cable() {
        return cable;
    }

    @Override
    public Shop shop() {
        return shop;
    }

    @Override
    public MongoClient database() {
        return database;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
        cable.close();
        issuer.close();
        database.close();
    }
}
