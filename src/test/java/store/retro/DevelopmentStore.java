package store.retro;

import org.springframework.boot.SpringApplication;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import store.retro.development.DevelopmentGuide;
import store.retro.development.DevelopmentSeeds;

/** The store on a developer's machine: a database, seeded consoles and users, tokens for the asking. */
public class DevelopmentStore {

    public static void main(String[] args) {
        chooseTheDatabase(args);
        try {
            TestDatabase.ofThisRun();
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
        SpringApplication.from(RetroStore::main)
                .with(DevelopmentSeeds.class, DevelopmentGuide.class)
                .run(args);
    }

    /**
     * What tells the artifact its database tells this one, too; tests are not to run on whatever a shell has. Without
     * any word it is the engine, whatever is installed: a newcomer waits for nothing.
     */
    private static void chooseTheDatabase(String[] args) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
        String uri = environment.getProperty("spring.mongodb.uri");
        if (uri != null && TestDatabase.setting("mongodb.uri").isEmpty()) {
            System.setProperty("mongodb.uri", uri);
        }
        if (TestDatabase.setting("mongodb").isEmpty()) {
            System.setProperty("mongodb", "embedded");
        }
    }
}
