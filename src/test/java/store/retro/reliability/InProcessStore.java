package store.retro.reliability;

import com.mongodb.ConnectionString;
import com.mongodb.ServerAddress;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import store.retro.RetroStore;
import store.retro.TestDatabase;
import store.retro.development.DevelopmentTokens;
import store.retro.fixture.MajorityWrites;
import store.retro.fixture.Shop;
import store.retro.fixture.WithoutTestComponents;
import store.retro.platform.background.BackgroundJob;

/** The service in the test's own JVM. */
final class InProcessStore implements Store {

    private static final Map<Style, InProcessStore> OF_THIS_RUN = new ConcurrentHashMap<>();

    private final MongoProxy cable;
    private final FaultInjector sabotage = new FaultInjector();
    private final PoolWatch pool = new PoolWatch();
    private final MongoClient database;
    private final ConfigurableApplicationContext context;
    private final Shop shop;
    private final String name;

    private InProcessStore(Style style, String uri, String purpose, List<Class<?>> more, String... properties) {
        this.name = purpose + "-" + style.suffix();
        ConnectionString address = new ConnectionString(uri);
        this.cable = new MongoProxy(new ServerAddress(address.getHosts().get(0)));
        this.context = new SpringApplicationBuilder(RetroStore.class)
                .sources(more.toArray(Class[]::new))
                .initializers(starting -> prepare((GenericApplicationContext) starting))
                .run(arguments(style, properties));
        this.database = MongoClients.create(address);
        DevelopmentTokens tokens = context.getBean(DevelopmentTokens.class);
        this.shop = new Shop(
                database,
                name,
                (user, roles) -> tokens.issue(user, roles).token(),
                List.copyOf(context.getBeansOfType(BackgroundJob.class).values()),
                url());
    }

    private String[] arguments(Style style, String... properties) {
        Map<String, String> arguments = new LinkedHashMap<>(Map.of(
                "--server.port",
                "0",
                "--spring.mongodb.database",
                name,
                "--store.order-transactions.style",
                style.property(),
                "--store.order-transactions.writes",
                style.placementWrites(),
                "--store.background.enabled",
                "false",
                "--logging.level.store.retro",
                "warn"));
        for (String property : properties) {
            String[] parts = property.split("=", 2);
            arguments.put(parts[0], parts[1]);
        }
        return arguments.entrySet().stream()
                .map(argument -> argument.getKey() + "=" + argument.getValue())
                .toArray(String[]::new);
    }

    /** The one of this style that all tests of the run share. */
    static InProcessStore of(Style style) {
        return OF_THIS_RUN.computeIfAbsent(style, each -> of(each, "reliability"));
    }

    /** Heals the cables of all that have been opened so. */
    static void healCables() {
        OF_THIS_RUN.values().forEach(store -> store.cable().heal());
    }

    /** Another one, on a database of its own. */
    static InProcessStore of(Style style, String purpose, String... properties) {
        return new InProcessStore(
                style,
                TestDatabase.ofThisRun().connectionString().getConnectionString(),
                purpose,
                List.of(),
                properties);
    }

    /** Another one, on a database of its own, with more of a configuration. */
    static InProcessStore with(Class<?> configuration, Style style, String purpose, String... properties) {
        return new InProcessStore(
                style,
                TestDatabase.ofThisRun().connectionString().getConnectionString(),
                purpose,
                List.of(configuration),
                properties);
    }

    /** Another one, on another database server. */
    static InProcessStore on(String uri, Style style, String... properties) {
        return new InProcessStore(style, uri, "reliability", List.of(), properties);
    }

    private void prepare(GenericApplicationContext starting) {
        WithoutTestComponents.in(starting);
        starting.registerBean(MajorityWrites.class);
        starting.registerBean("sabotage", FaultInjector.class, () -> sabotage);
        starting.registerBean(
                "cable", MongoConnectionDetails.class, this::throughTheCable, bean -> bean.setPrimary(true));
        starting.registerBean(
                "watched",
                MongoClientSettingsBuilderCustomizer.class,
                () -> settings -> settings.applyToConnectionPoolSettings(
                                settingsOfPool -> settingsOfPool.addConnectionPoolListener(pool))
                        .applyToServerSettings(server -> server.heartbeatFrequency(100, TimeUnit.MILLISECONDS)
                                .minHeartbeatFrequency(50, TimeUnit.MILLISECONDS)));
    }

    private MongoConnectionDetails throughTheCable() {
        return () -> new ConnectionString(cable.uri(name));
    }

    @Override
    public String url() {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        return "http://127.0.0.1:" + port;
    }

    /** Under which the database knows its connections, and the database's name. */
    String name() {
        return name;
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

    FaultInjector sabotage() {
        return sabotage;
    }

    /** A part of the running service. */
    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    PoolWatch pool() {
        return pool;
    }

    @Override
    public void close() {
        context.close();
        cable.close();
        database.close();
    }
}
