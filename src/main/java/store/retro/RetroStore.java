package store.retro;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import store.retro.books.Commands;

/** The order service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RetroStore {

    RetroStore() {}

    public static void main(String[] args) {
        SpringApplication store = new SpringApplication(RetroStore.class);
        if (Commands.areMeant(args)) {
            System.exit(Commands.run(store, System.out, args));
        }
        store.run(args);
    }
}
