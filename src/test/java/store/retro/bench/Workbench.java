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
import java.util.stream.IntStream;
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

    private final Lives lives = new Lives();

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
            case "reads" -> reads(values);
            case "receiver" -> lives.receiver();
            case "live" -> live(values);
            case "indexes" -> ofIndexes(values, costs -> String.join(" ", costs.names()));
            case "keep-index" -> ofIndexes(values, costs -> done(() -> costs.keep(values.get("index"))));
            case "insert" -> ofIndexes(values, costs -> done(() -> costs.insert(number(values, "orders"))));
            case "initiate" -> ofServer(values, server -> done(() -> server.initiate(values.get("address"))));
            case "server" -> ofServer(values, MongoServer::describe);
            case "commands" -> ofServer(values, server -> String.valueOf(server.commands()));
            case "commits" -> ofServer(values, server -> done(() -> server.holdCommits(number(values, "millis"))));
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
            new Dataset(database(client, values.get("uri")), service).replace(purchases, number(values, "stored"));
        }
        if (values.containsKey("url")) {
            List<String> urls = List.of(values.get("url").split(","));
            List<Purchase> all = purchases.all();
            Files.write(Path.of(values.get("targets")), (Iterable<String>) IntStream.range(0, all.size())
                    .mapToObj(i -> target(service, all.get(i), urls.get(i % urls.size())))::iterator);
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
        return written(values, Clients.place(purchases(values).all(), number(values, "clients"), placing));
    }

    private static String written(Map<String, String> values, List<Long> nanos) throws IOException {
        Path file = Path.of(values.get("out"));
        Files.write(file, nanos.stream().map(String::valueOf).toList());
        return file.toString();
    }

    /** Requests of readers for what was there before the round. */
    private String reads(Map<String, String> values) throws IOException {
        Files.write(Path.of(values.get("targets")), (Iterable<String>) IntStream.range(0, number(values, "count"))
                .map(i -> i % Dataset.READ)
                .mapToObj(i -> """
                    {"method":"GET","url":"%s%s","header":{"Authorization":["Bearer %s"]}}\
                    """.formatted(
                                values.get("url"),
                                values.get("path").replace("{n}", "" + i).replace("{id}", "" + Dataset.earlierId(i)),
                                token(Service.OURS, Dataset.user(i))))::iterator);
        return values.get("targets");
    }

    private String live(Map<String, String> values) throws InterruptedException, ExecutionException, IOException {
        Service service = Service.valueOf(values.get("service"));
        try (MongoClient client = MongoClients.create(values.get("uri"))) {
            return written(
                    values,
                    lives.live(
                            values.get("url"),
                            purchases(values).all(),
                            number(values, "clients"),
                            user -> token(service, user),
                            database(client, values.get("uri")),
                            service));
        }
    }

    private static String ofServer(Map<String, String> values, Asking<MongoServer> asking) throws Exception {
        try (MongoServer server = new MongoServer(values.get("uri"))) {
            return asking.ask(server);
        }
    }

    private static String ofIndexes(Map<String, String> values, Asking<IndexCosts> asking) throws Exception {
        try (MongoClient client = MongoClients.create(values.get("uri"))) {
            return asking.ask(new IndexCosts(database(client, values.get("uri"))));
        }
    }

    private static String done(Doing doing) throws Exception {
        doing.run();
        return "done";
    }

    private interface Doing {

        void run() throws Exception;
    }

    private interface Asking<T> {

        String ask(T asked) throws Exception;
    }

    private static Purchases purchases(Map<String, String> values) {
        return new Purchases(
                number(values, "orders"),
                number(values, "lines"),
                number(values, "products"),
                number(values, "refused"));
    }

    /** Zero unless it was given. */
    private static int number(Map<String, String> values, String name) {
        return Integer.parseInt(values.getOrDefault(name, "0"));
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
    private String target(Service service, Purchase purchase, String url) {
        String body = Base64.getEncoder().encodeToString(purchase.json().getBytes(StandardCharsets.UTF_8));
        return """
            {"method":"POST","url":"%s/place-order","header":{"Authorization":["Bearer %s"],\
            "Content-Type":["application/json"],"Idempotency-Key":["%s"]},"body":"%s"}\
            """.formatted(url, token(service, purchase.userId()), purchase.key(), body);
    }

    private String token(Service service, String user) {
        return known.computeIfAbsent(
                service + user, unknown -> service == Service.OURS ? tokens.of(user) : Tokens.of(user, peerSecret));
    }
}
