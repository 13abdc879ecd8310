package store.retro.platform.mongo;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Comparator;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.stereotype.Component;
import store.retro.platform.problem.StartRefusedException;
import store.retro.platform.transaction.TransactionErrors;

/**
 * The versions that {@code store.compatible-with} has named on this database, kept in it: once a newer one was named,
 * there may be documents that an older instance cannot read, so that one refuses to start.
 */
@Component
class CompatibleVersions {

    static final String COLLECTION = "compatibleVersions";

    /** Needs no word in the database: every version reads what this one writes. */
    private static final Version FIRST = Version.parse("1.0.0");

    private static final Pattern VERSION = Pattern.compile("^\\d+(\\.\\d+)*$");

    private final MongoDatabaseFactory factory;
    private final CompatibilityProperties properties;
    private final Optional<Version> own;

    CompatibleVersions(
            MongoDatabaseFactory factory, CompatibilityProperties properties, ObjectProvider<BuildProperties> build) {
        this.factory = factory;
        this.properties = properties;
        this.own = Optional.ofNullable(build.getIfAvailable())
                .map(BuildProperties::getVersion)
                .map(Version::parse);
    }

    /** @throws StartRefusedException when an instance of this version would meet what it cannot read, or said so */
    void check() {
        named();
        Version kept = kept();
        own.filter(version -> version.compareTo(kept) < 0).ifPresent(version -> {
            throw new StartRefusedException(
                    "This is version " + version + ", and the database has documents that only " + kept
                            + " and later can read: an instance was started with store.compatible-with=" + kept + ".",
                    "Start " + kept + " or a later version.");
        });
    }

    /** Keeps what the setting names, if that is later than what is kept. */
    void keep() {
        Version named = named();
        if (named.compareTo(kept()) > 0) {
            keep(named);
        }
    }

    private Version named() {
        try {
            Version named = properties.oldest();
            if (own.isEmpty() || named.compareTo(own.get()) <= 0) {
                return named;
            }
        } catch (IllegalArgumentException e) {
            throw refusal("is no version", e);
        }
        throw refusal("is later than this version, " + own.get(), null);
    }

    private StartRefusedException refusal(String wrong, @Nullable Exception cause) {
        return new StartRefusedException(
                "The setting store.compatible-with, " + properties.compatibleWith() + ", " + wrong + ".",
                "Set it (STORE_COMPATIBLE_WITH) to the oldest version that uses this database, such as 1.0.0.",
                cause);
    }

    private Version kept() {
        return StreamSupport.stream(
                        versions().find(Filters.regex("_id", VERSION)).spliterator(), false)
                .map(document -> Version.parse(document.getString("_id")))
                .max(Comparator.naturalOrder())
                .orElse(FIRST);
    }

    private void keep(Version version) {
        try {
            versions().insertOne(new Document("_id", version.toString()).append("at", new Date()));
        } catch (MongoWriteException e) {
            // another instance was faster
            if (!TransactionErrors.isDuplicateKey(e)) {
                throw e;
            }
        }
    }

    private MongoCollection<Document> versions() {
        return factory.getMongoDatabase().getCollection(COLLECTION);
    }
}
