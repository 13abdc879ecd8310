package store.retro.platform.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.mongodb.autoconfigure.MongoProperties;
import org.springframework.boot.mongodb.autoconfigure.PropertiesMongoConnectionDetails;
import org.springframework.mock.env.MockEnvironment;
import store.retro.platform.problem.StartRefusedException;

class MongoUriCheckTest {

    private static final String ADDRESS = "mongodb://127.0.0.1:1/retro?replicaSet=rs0";

    @ParameterizedTest
    @CsvSource({
        "readPreference=secondaryPreferred, readPreference=secondaryPreferred",
        "readPreference=nearest, readPreference=nearest",
        "w=0, w=0",
        "w=1, w=1",
        "w=2, w=2",
        "w=backups, w=backups",
        "safe=false, w=0",
        "w=majority&journal=false, journal=false",
        "readConcernLevel=available, readConcernLevel=available",
        "readConcernLevel=local, readConcernLevel=local",
        "readConcernLevel=linearizable, readConcernLevel=linearizable",
        "readConcernLevel=snapshot, readConcernLevel=snapshot"
    })
    void refusesAnOptionThatWeakensAPromise(String given, String named) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> check(ADDRESS + "&" + given))
                .withMessageContaining("The option " + named + " ")
                .matches(refusal -> refusal.action().contains("SPRING_MONGODB_URI"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "readPreference=primary",
                "w=majority&journal=true&wtimeoutMS=100",
                "readConcernLevel=majority",
                "retryWrites=false",
                "retryReads=false",
                "maxPoolSize=0",
                "minPoolSize=50"
            })
    void letsPassWhatWeakensNothing(String options) {
        assertThatCode(() -> check(ADDRESS + "&" + options)).doesNotThrowAnyException();
    }

    @Test
    void letsEveryWriteBeAcknowledgedByAMajority() {
        assertThat(settings(ADDRESS).getWriteConcern()).isEqualTo(WriteConcern.MAJORITY);
        assertThat(settings(ADDRESS + "&journal=true").getWriteConcern())
                .isEqualTo(WriteConcern.MAJORITY.withJournal(true));
    }

    @Test
    void refusesAnAddressWithANewlineAsAMountedFileHasIt() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> check(ADDRESS + "\n"))
                .withMessageContaining("has a newline in it");
    }

    @Test
    void refusesAnAddressThatNamesNoDatabase() {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> check("mongodb://127.0.0.1:1/?replicaSet=rs0"))
                .withMessageContaining("names no database")
                .matches(refusal -> refusal.action().contains("/retro?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/retro",
                "mongodb://user:pa@ss@127.0.0.1/retro",
                "mongodb://user:se/cret@127.0.0.1/retro",
                "mongodb://127.0.0.1/retro?maxPoolSize=-1",
                "mongodb://a,b/retro?directConnection=true",
                "mongodb://127.0.0.1/retro?loadBalanced=true&replicaSet=rs0"
            })
    void refusesAnAddressThatCannotBeReadAndTellsNoPassword(String address) {
        assertThatExceptionOfType(StartRefusedException.class)
                .isThrownBy(() -> check(address))
                .withMessageContaining("spring.mongodb.uri cannot be read")
                .satisfies(refusal ->
                        assertThat(refusal.getMessage() + refusal.action()).doesNotContain("pa@ss", "se/cret", "'se'"));
    }

    private static MongoClientSettings settings(String uri) {
        MongoClientSettings.Builder settings =
                MongoClientSettings.builder().applyConnectionString(new ConnectionString(uri));
        check(uri).customize(settings);
        return settings.build();
    }

    private static MongoUriCheck check(@Nullable String uri) {
        MongoProperties properties = new MongoProperties();
        properties.setUri(uri);
        return new MongoUriCheck(
                new PropertiesMongoConnectionDetails(properties, null),
                properties,
                new MockEnvironment(),
                new StartupProperties(Duration.ofSeconds(1), Duration.ofSeconds(1), true));
    }
}
