package store.retro.bench;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import store.retro.bench.Purchases.Purchase;

/**
 * Does what {@code bench/run} asks for, one line in ({@code command name=value …}), one line out: {@code ok …} or {@code
 * failed …}. The keys that it signs tokens with exist as long as it does.
 */
final class Workbench {

    private static final long TOKEN_SECONDS = 7200;

    private final Path folder;
    private final String peerSecret;
    private final KeyPair keys;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();

    private Workbench(Path folder, String peerSecret) throws GeneralSecurityException {
        this.folder = folder;
        this.peerSecret = peerSecret;
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        this.keys = generator.generateKeyPair();
    }

    /**
     * Serves until its input ends.
     *
     * @param args a folder for files, and the secret that the peer knows
     */
    @SuppressWarnings("SystemOut")
    public static void main(String[] args) throws IOException, GeneralSecurityException {
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
            case "floor" -> floor(values);
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private String publicKey() throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded());
        Path file = folder.resolve("public-key.pem");
        Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
        return file.toString();
    }

    private String prepare(Map<String, String> values) throws IOException, JOSEException {
        Service service = Service.valueOf(values.get("service"));
        Purchases purchases = purchases(values);
        try (MongoClient client = MongoClients.create(values.get("uri"))) {
            new Dataset(database(client, values), service)
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
            return String.valueOf(new Dataset(database(client, values), Service.OURS).check());
        }
    }

    /** Its connections and its code stay warm between two calls. */
    private String floor(Map<String, String> values) throws InterruptedException, ExecutionException, IOException {
        MongoClient client = clients.computeIfAbsent(values.get("uri"), MongoClients::create);
        List<Long> nanos = new Floor(client, database(client, values))
                .place(purchases(values).all(), Integer.parseInt(values.get("clients")));
        Path file = Path.of(values.get("out"));
        Files.write(file, nanos.stream().map(String::valueOf).toList());
        return file.toString();
    }

    private final Map<String, MongoClient> clients = new ConcurrentHashMap<>();

    private static Purchases purchases(Map<String, String> values) {
        return new Purchases(
                Integer.parseInt(values.get("orders")),
                Integer.parseInt(values.get("lines")),
                Integer.parseInt(values.get("products")));
    }

    private static MongoDatabase database(MongoClient client, Map<String, String> values) {
        String name = new ConnectionString(values.get("uri")).getDatabase();
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
        return tokens.computeIfAbsent(service + user, unknown -> sign(service, user));
    }

    private String sign(Service service, String user) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject(user)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(TOKEN_SECONDS)))
                .build();
        try {
            boolean ours = service == Service.OURS;
            JWSSigner signer = ours ? new RSASSASigner(keys.getPrivate()) : new MACSigner(peerSecret);
            SignedJWT jwt = new SignedJWT(new JWSHeader(ours ? JWSAlgorithm.RS256 : JWSAlgorithm.HS256), claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
