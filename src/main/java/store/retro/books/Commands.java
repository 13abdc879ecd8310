package store.retro.books;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * What the artifact does besides serving: a command named by its first argument, which ends with an exit code. It has
 * the store's settings and beans, but no web server, no workers, and nothing that a start would make.
 */
public final class Commands {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;
    static final int MISSING = 3;

    static final String HELP = """
        Usage: java -jar retro-store.jar [--setting=value ...]
                   serves the store
               java -jar retro-store.jar check --provider --since TIME [--apply [--at-most N]] [--setting=value ...]
                   lists the payments that carry this store's id at its provider, and what is missing here

          --since TIME   made then or later: 2026-11-28 (in UTC) or 2026-11-28T06:00:00Z
          --apply        gives back what is held or was taken there and has no order here, unless it is younger
                         than a day: it is closed to orders first, then voided or refunded
          --at-most N    gives back so many at most, 10 unless said; the others are left for another run

        Without --apply nothing is written. Exit codes: 0 nothing is missing, or all of it was given back;
        1 it could not be looked into; 2 the arguments are wrong; 3 something is missing, and was left.

        Settings are those of the service, as SPRING_MONGODB_URI and STORE_PAYMENT_GATEWAY in its environment.
        """;

    /** Above all others: whatever the service itself is told. */
    private static final Map<String, Object> SETTINGS =
            Map.of("store.background.enabled", "false", "store.startup.prepare", "false");

    private Commands() {}

    /** Whether these are the arguments of a command, and not those of a service. */
    public static boolean areMeant(String... arguments) {
        List<String> all = List.of(arguments);
        return all.contains("--help") || !all.isEmpty() && all.get(0).equals("check");
    }

    /**
     * Does what the arguments say.
     *
     * @param store not started yet
     * @param out for what the operator reads
     * @return the exit code
     */
    public static int run(SpringApplication store, PrintStream out, String... arguments) {
        List<String> all = List.of(arguments);
        if (all.contains("--help")) {
            out.print(HELP);
            return DONE;
        }
        ProviderCheckOptions options;
        try {
            options = ProviderCheckOptions.parse(all.subList(1, all.size()));
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.print(HELP);
            return MISUSED;
        }
        return check(store, out, options);
    }

    private static int check(SpringApplication store, PrintStream out, ProviderCheckOptions options) {
        store.setWebApplicationType(WebApplicationType.NONE);
        store.setLazyInitialization(true);
        store.setBannerMode(Banner.Mode.OFF);
        store.setDefaultProperties(Map.of("logging.level.root", "warn"));
        store.addInitializers(context ->
                context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("command", SETTINGS)));
        ConfigurableApplicationContext context;
        try {
            context = store.run(options.settings().toArray(String[]::new));
        } catch (RuntimeException e) {
            // Spring Boot has said why
            return FAILED;
        }
        try (context) {
            return context.getBean(ProviderCheck.class).run(options, out) ? DONE : MISSING;
        } catch (RuntimeException e) {
            out.println("It could not be looked into any further: " + e.getMessage());
            return FAILED;
        }
    }
}
