package store.retro;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The order service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class RetroStore {

    RetroStore() {}

    public static void main(String[] args) {
        SpringApplication.run(RetroStore.class, args);
    }
}
