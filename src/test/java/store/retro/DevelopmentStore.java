package store.retro;

import org.springframework.boot.SpringApplication;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import store.retro.development.DevelopmentGuide;
import store.retro.development.DevelopmentSeeds;

/** The store on a developer's machine: a database, seeded consoles and users, tokens for the asking. */
public class DevelopmentStore {

    public static void main(String[] args) {
        useTheDatabaseOfTheArtifact(args);
        SpringApplication.from(RetroStore::main)
                .with(DevelopmentSeeds.class, DevelopmentGuide.class)
                .run(args);
    }

    /** What tells the artifact its database tells this one, too; tests are not to run on whatever a shell has. */
    private static void useTheDatabaseOfTheArtifact(String[] args) {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(args));
        String uri = environment.getProperty("spring.mongodb.uri");
        if (uri != null && environment.getProperty("mongodb.uri") == null) {
            System.setProperty("mongodb.uri", uri);
        }
    }
}
