package store.retro.platform.mongo;

import com.mongodb.client.model.Collation;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * An index, as servers list it and want it told.
 *
 * @param document with its key, its name and its options
 */
record IndexSpec(BsonDocument document) {

    private static final List<String> FLAGS = List.of("unique", "sparse", "hidden");
    private static final List<String> VALUES = List.of("partialFilterExpression", "collation", "expireAfterSeconds");
    private static final BsonInt32 TYPE_STRING = new BsonInt32(2);

    /** Servers before 4.4 list the namespace, too, and no server takes it back with another's. */
    IndexSpec {
        document.remove("ns");
    }

    static IndexSpec of(IndexModel model) {
        IndexOptions options = model.getOptions();
        BsonDocument key = model.getKeys().toBsonDocument();
        BsonDocument spec = new BsonDocument("key", key)
                .append("name", new BsonString(Objects.requireNonNullElseGet(options.getName(), () -> name(key))))
                .append("unique", BsonBoolean.valueOf(options.isUnique()))
                .append("sparse", BsonBoolean.valueOf(options.isSparse()));
        Bson filter = options.getPartialFilterExpression();
        if (filter != null) {
            spec.append("partialFilterExpression", filter.toBsonDocument());
        }
        Collation collation = options.getCollation();
        if (collation != null) {
            spec.append("collation", collation.asDocument());
        }
        Long seconds = options.getExpireAfter(TimeUnit.SECONDS);
        if (seconds != null) {
            spec.append("expireAfterSeconds", new BsonInt64(seconds));
        }
        return new IndexSpec(spec);
    }

    /** As drivers and the shell call an index that is given no name. */
    private static String name(BsonDocument key) {
        return key.entrySet().stream()
                .map(field -> field.getKey() + "_" + field.getValue().asNumber().intValue())
                .collect(Collectors.joining("_"));
    }

    String name() {
        return document.getString("name").getValue();
    }

    /** The one of these that does the same. */
    Optional<IndexSpec> among(List<IndexSpec> others) {
        return others.stream().filter(this::does).findFirst();
    }

    /**
     * The one of these that does something else with the same keys, or under its name. Beside the right one such an
     * index does no harm unless it is unique.
     */
    Optional<IndexSpec> obstacle(List<IndexSpec> others) {
        boolean there = among(others).isPresent();
        return others.stream()
                .filter(other -> !does(other))
                .filter(other -> key().equals(other.key())
                        ? !there || other.options().containsKey("unique")
                        : !there && name().equals(other.name()))
                .findFirst();
    }

    private boolean does(IndexSpec other) {
        return key().equals(other.key()) && options().equals(other.options());
    }

    /** Whether it would do what the other does, were it not hidden. */
    boolean isOnlyHidden(IndexSpec other) {
        BsonDocument shown = document.clone();
        shown.remove("hidden");
        return new IndexSpec(shown).does(other);
    }

    /** Its keys, and the options that change what it does, for a person. */
    String described() {
        BsonDocument described = new BsonDocument("key", key());
        described.putAll(options());
        return described.toJson();
    }

    private BsonDocument key() {
        return (BsonDocument) plain("", document.getDocument("key"));
    }

    /** Those that change what it does. */
    private BsonDocument options() {
        BsonDocument options = new BsonDocument();
        FLAGS.stream().filter(flag -> isSet(document.get(flag))).forEach(flag -> options.put(flag, BsonBoolean.TRUE));
        for (String name : VALUES) {
            BsonValue value = document.get(name);
            if (value != null) {
                options.put(name, plain(name, value));
            }
        }
        return options;
    }

    private static boolean isSet(@Nullable BsonValue flag) {
        return flag != null
                && (flag.isBoolean()
                        ? flag.asBoolean().getValue()
                        : flag.asNumber().intValue() != 0);
    }

    /** A server, or whoever made the index, may use another type of number, or a type's name instead of its number. */
    private static BsonValue plain(String name, BsonValue value) {
        if (value.isDocument()) {
            BsonDocument plain = new BsonDocument();
            value.asDocument().forEach((field, each) -> plain.put(field, plain(field, each)));
            return plain;
        }
        if (value.isNumber()) {
            return new BsonInt64(value.asNumber().longValue());
        }
        return name.equals("$type") && value.equals(new BsonString("string")) ? plain(name, TYPE_STRING) : value;
    }
}
