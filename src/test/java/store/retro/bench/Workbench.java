package store.retro.bench;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bson.Document;
import store.retro.bench.Purchases.Purchase;

/**
 * Does what {@code bench/run} asks for, one line in ({@code command name=value …}), one line out: {@code ok …} or
 * {@code failed …}. The keys that it signs tokens with exist as long as it does.
 */
final class Workbench {

    private final Path folder;
    private final String peerSecret;
    private final Tokens tokens = new Tokens();
    private final Map<String, String> known = new ConcurrentHashMap<>();

    /** By the address of the database; connections and code stay warm between two calls. */
    private final Map<String, DriverOrders> drivers = new ConcurrentHashMap<>();

    private final Map<String, PlainDriver> plainDrivers = new ConcurrentHashMap<>();

    private Workbench(Path folder, String peerSecret) {
        this.folder = folder;
        this.peerSecret = peerSecret;
    }

    /**
     * Serves until its input ends.
     *
     * @param args a folder for files, and the secret that the peer knows
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException {
        Workbench bench = new Workbench(Path.of(args[0]), args[1]);
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            String answer;
            try {
                answer = "ok " + bench.answer(line);
            } catch (Exception e) {
                answer = "failed " + e.toString().replace('\n', ' ');
            }
            System.out.println("> " + answer);
        }
    }

    private String answer(String line) throws Exception {
        String[] words = line.split(" ");
        Map<String, String> values = Arrays.stream(words)
                .skip(1)
                .map(word -> word.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
        return switch (words[0]) {
            case "key" -> publicKey();
            case "prepare" -> prepare(values);
            case "check" -> check(values);
            case "place-plainly" -> placePlainly(values);
            case "place" -> place(values);
            case "commits" -> commits(values);
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private String publicKey() throws IOException {
        Path file = folder.resolve("public-key.pem");
        tokens.writePublicKey(file);
        return file.toString();
    }

    private String prepare(Map<String, String> values) throws IOException {
        Service service = Service.valueOf(values.get("service"));
        Purchases purchases = purchases(values);
        try (MongoClient client = MongoClients.create(values.get("uri"))) {
            new Dataset(database(client, values.get("uri")), service)
                    .replace(purchases, Integer.parseInt(values.getOrDefault("stored", "0")));
        }
        if (values.containsKey("url")) {
            Files.write(Path.of(values.get("targets")), (Iterable<String>)
                    purchases.all().stream().map(purchase -> target(service, purchase, values))::iterator);
        }
        return String.valueOf(purchases.count());
    }

    private String check(Map<String, String> values) {
        try (MongoClient client = MongoClients.create(values.get("uri"))) {
            return String.valueOf(new Dataset(database(client, values.get("uri")), Service.OURS).check());
        }
    }

    /** By the driver alone, as the store does. */
    private String place(Map<String, String> values) throws InterruptedException, ExecutionException, IOException {
        DriverOrders orders = drivers.computeIfAbsent(values.get("uri"), uri -> {
            MongoClient client = OrderCommands.connect(uri);
            OrderIndexes.create(database(client, uri));
            return new DriverOrders(client, new OrderCommands(client, database(client, uri)));
        });
        return place(values, purchase -> orders.place(OrderRequest.of(purchase)));
    }

    /** By the driver alone, in the least that it can be done with. */
    private String placePlainly(Map<String, String> values)
            throws InterruptedException, ExecutionException, IOException {
        PlainDriver driver = plainDrivers.computeIfAbsent(values.get("uri"), uri -> {
            MongoClient client = MongoClients.create(uri);
            return new PlainDriver(client, database(client, uri));
        });
        return place(values, driver::place);
    }

    private static String place(Map<String, String> values, Consumer<Purchase> placing)
            throws InterruptedException, ExecutionException, IOException {
        List<Long> nanos = Clients.place(purchases(values).all(), Integer.parseInt(values.get("clients")), placing);
        Path file = Path.of(values.get("out"));
        Files.write(file, nanos.stream().map(String::valueOf).toList());
        return file.toString();
    }

    /** Holds each commit up for so long; not at all if it is zero. */
    private static String commits(Map<String, String> values) {
        int millis = Integer.parseInt(values.get("millis"));
        Document command = new Document("configureFailPoint", "failCommand")
                .append("mode", millis == 0 ? "off" : "alwaysOn")
                .append(
                        "data",
                        new Document("failCommands", List.of("commitTransaction"))
                                .append("blockConnection", true)
                                .append("blockTimeMS", Math.max(1, millis)));
        try (MongoClient client = MongoClients.create(values.get("uri"))) {
            return client.getDatabase("admin").runCommand(command).toJson().replace(' ', '_');
        }
    }

    private static Purchases purchases(Map<String, String> values) {
        return new Purchases(
                Integer.parseInt(values.get("orders")),
                Integer.parseInt(values.get("lines")),
                Integer.parseInt(values.get("products")));
    }

    /** The one that the address names. */
    static MongoDatabase database(MongoClient client, String uri) {
        String name = new ConnectionString(uri).getDatabase();
        if (name == null) {
            throw new IllegalArgumentException("the address names no database");
        }
        return client.getDatabase(name);
    }

    /** A request in the form that vegeta reads. */
    private String target(Service service, Purchase purchase, Map<String, String> values) {
        String body = Base64.getEncoder().encodeToString(purchase.json().getBytes(StandardCharsets.UTF_8));
        return """
                {"method":"POST","url":"%s/place-order","header":{"Authorization":["Bearer %s"],\
                "Content-Type":["application/json"],"Idempotency-Key":["%s"]},"body":"%s"}\
                """.formatted(values.get("url"), token(service, purchase.userId()), purchase.key(), body);
    }

    private String token(Service service, String user) {
        return known.computeIfAbsent(
                service + user, unknown -> service == Service.OURS ? tokens.of(user) : Tokens.of(user, peerSecret));
    }
}
