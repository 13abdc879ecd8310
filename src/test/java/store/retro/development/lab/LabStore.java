package store.retro.development.lab;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import store.retro.RetroStore;
import store.retro.fixture.WithoutTestComponents;
import store.retro.platform.security.PublicEndpoints;

/** The store that attempts are made in: the whole service, in all four styles, watched by a probe. */
final class LabStore implements AutoCloseable {

    /** The setting by which a store has a lab, as every one has in development, or is one's. */
    static final String LAB = "development.lab";

    /** What the line begins with in which one in a process of its own says where it is. */
    static final String READY = "The lab's store is at ";

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry(LAB, "false"),
            Map.entry("server.port", "0"),
            Map.entry("server.address", "127.0.0.1"),
            Map.entry("server.servlet.context-path", ""),
            Map.entry("server.tomcat.threads.max", "64"),
            Map.entry("store.order-transactions.style", "managed"),
            // so that each can be stopped
            Map.entry("store.order-transactions.writes", "separate"),
            // a transaction has half of what is left of it, and a held one lives for 20 seconds
            Map.entry("store.request.budget", "50s"),
            Map.entry("store.transaction.max-commit-time", "25s"),
            Map.entry("store.admission.max-per-key", "8"),
            Map.entry("store.admission.max-batch-size", "1"),
            Map.entry("store.admission.lines", "1000000"),
            // nothing changes what somebody looks at
            Map.entry("store.background.enabled", "false"),
            Map.entry("store.warm-up.passes", "0"),
            Map.entry("store.payment.gateway", "simulated"));

    private final ConfigurableApplicationContext context;

    private LabStore(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /**
     * Starts one, and waits until it is ready.
     *
     * @param uri of the proxy before its database
     */
    static LabStore start(String uri, String database, Probe probe) {
        Stream<String> settings =
                SETTINGS.entrySet().stream().map(each -> "--" + each.getKey() + "=" + each.getValue());
        return new LabStore(new SpringApplicationBuilder(RetroStore.class)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .initializers(starting ->
                        prepare((GenericApplicationContext) starting, uri, database, new ProbeListener(probe)))
                .run(Stream.concat(settings, Stream.of("--spring.mongodb.database=" + database))
                        .toArray(String[]::new)));
    }

    private static void prepare(
            GenericApplicationContext starting, String uri, String database, ProbeListener listener) {
        WithoutTestComponents.in(starting);
        starting.registerBean(
                "labDatabase",
                MongoConnectionDetails.class,
                () -> () -> new ConnectionString(uri),
                bean -> bean.setPrimary(true));
        starting.registerBean(
                "labProbe",
                MongoClientSettingsBuilderCustomizer.class,
                () -> settings -> settings.addCommandListener(listener)
                        .applyToConnectionPoolSettings(pool -> pool.maxSize(64))
                        .applyToServerSettings(server -> server.heartbeatFrequency(500, TimeUnit.MILLISECONDS)
                                .minHeartbeatFrequency(100, TimeUnit.MILLISECONDS)));
        starting.registerBean("labFilter", FilterRegistrationBean.class, () -> outermost(listener));
        starting.registerBean("labStyles", SideBySide.class, () -> new SideBySide(starting.getBeanFactory()));
        starting.registerBean(
                "labRecipe", Recipe.class, () -> new Recipe(starting.getBean(MongoClient.class), database));
        starting.registerBean(
                "labRecipePath",
                PublicEndpoints.class,
                () -> new PublicEndpoints(List.of("POST " + RecipeController.PATH + "/{style}")));
    }

    private static FilterRegistrationBean<ProbeListener> outermost(ProbeListener listener) {
        FilterRegistrationBean<ProbeListener> filter = new FilterRegistrationBean<>(listener);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    String url() {
        int port = ((WebServerApplicationContext) context).getWebServer().getPort();
        return "http://127.0.0.1:" + port;
    }

    @Override
    public void close() {
        context.close();
    }

    /**
     * Runs one in a process of its own, until whoever started it is gone or kills it.
     *
     * @param args {@code --uri=}, {@code --database=} and {@code --probe=}, a {@link RemoteProbe.Station}
     */
    public static void main(String[] args) throws IOException {
        var arguments = new SimpleCommandLinePropertySource(args);
        LabStore store = start(
                arguments.getProperty("uri"),
                arguments.getProperty("database"),
                new RemoteProbe(arguments.getProperty("probe")));
        System.out.println(READY + store.url());
        while (System.in.read() >= 0) {
            // nothing is said; the end is
        }
        System.exit(0);
    }
}
