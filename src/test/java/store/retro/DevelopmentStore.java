package store.retro;

import org.springframework.boot.SpringApplication;
import store.retro.development.DevelopmentGuide;
import store.retro.development.DevelopmentSeeds;

/** The store on a developer's machine: a database, seeded consoles and users, tokens for the asking. */
public class DevelopmentStore {

    public static void main(String[] args) {
        SpringApplication.from(RetroStore::main)
                .with(DevelopmentSeeds.class, DevelopmentGuide.class)
                .run(args);
    }
}
