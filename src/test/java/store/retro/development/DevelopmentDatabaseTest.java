package store.retro.development;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import org.junit.jupiter.api.Test;
import org.springframework.boot.mongodb.autoconfigure.MongoProperties;

class DevelopmentDatabaseTest {

    private static final ConnectionString NAMELESS = new ConnectionString("mongodb://127.0.0.1:1/?replicaSet=rs0");
    private static final ConnectionString NAMED = new ConnectionString("mongodb://127.0.0.1:1/mine?replicaSet=rs0");

    private final MongoProperties properties = new MongoProperties();

    @Test
    void isRetroWhereTheAddressNamesNone() {
        DevelopmentDatabase.nameIn(NAMELESS, properties);

        assertThat(properties.getDatabase()).isEqualTo("retro");
    }

    @Test
    void isTheOneThatTheAddressNames() {
        DevelopmentDatabase.nameIn(NAMED, properties);

        assertThat(properties.getDatabase()).isNull();
    }

    @Test
    void isTheOneThatATestNames() {
        properties.setDatabase("of-a-test");

        DevelopmentDatabase.nameIn(NAMELESS, properties);

        assertThat(properties.getDatabase()).isEqualTo("of-a-test");
    }
}
