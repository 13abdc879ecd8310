package store.retro.embedded;

import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.BsonJavaScript;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Decimal128;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.bson.LegacyUUID;
import de.bwaldvogel.mongo.bson.MaxKey;
import de.bwaldvogel.mongo.bson.MinKey;
import de.bwaldvogel.mongo.bson.ObjectId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * MongoDB's order over all BSON values, total and exact, as an index needs it: mongo-java-server's own comparator does
 * not know every type and compares a large long with a double by cutting the double.
 */
final class BsonOrder implements Comparator<@Nullable Object> {

    static final BsonOrder INSTANCE = new BsonOrder();
    static final Object HIGH = new Object();

    private BsonOrder() {}

    @Override
    public int compare(@Nullable Object a, @Nullable Object b) {
        if (a == b) {
            return 0;
        }
        int rank = rank(a);
        int byType = Integer.compare(rank, rank(b));
        if (byType != 0 || a == null || b == null) {
            return byType;
        }
        return switch (rank) {
            case 2 -> compareNumbers((Number) a, (Number) b);
            case 3 -> ((String) a).compareTo((String) b);
            case 4 -> compareDocuments((Document) a, (Document) b);
            case 5 -> compareLists((Collection<?>) a, (Collection<?>) b);
            case 6 -> Arrays.compareUnsigned(((BinData) a).getData(), ((BinData) b).getData());
            case 7 -> compareUuids(((LegacyUUID) a).getUuid(), ((LegacyUUID) b).getUuid());
            case 8 -> compareUuids((UUID) a, (UUID) b);
            case 10 -> ((Boolean) a).compareTo((Boolean) b);
            case 13 -> a.toString().compareTo(b.toString());
            case 0, 1, 14, 15 -> 0;
            default -> ValueComparator.asc().compare(a, b);
        };
    }

    /** The place of a value's type in MongoDB's order; numbers of all kinds share one. */
    static int rank(@Nullable Object value) {
        if (value instanceof MinKey) {
            return 0;
        } else if (value == null || value instanceof Missing) {
            return 1;
        } else if (value instanceof Number) {
            return 2;
        } else if (value instanceof String) {
            return 3;
        } else if (value instanceof Document) {
            return 4;
        } else if (value instanceof Collection) {
            return 5;
        } else if (value instanceof BinData) {
            return 6;
        } else if (value instanceof LegacyUUID) {
            return 7;
        } else if (value instanceof UUID) {
            return 8;
        } else if (value instanceof ObjectId) {
            return 9;
        } else if (value instanceof Boolean) {
            return 10;
        } else if (value instanceof Instant) {
            return 11;
        } else if (value instanceof BsonTimestamp) {
            return 12;
        } else if (value instanceof BsonRegularExpression || value instanceof BsonJavaScript) {
            return 13;
        } else if (value instanceof MaxKey) {
            return 14;
        } else if (value == HIGH) {
            return 15;
        }
        throw new CommandError(
                2,
                "BadValue",
                "cannot order a value of type " + value.getClass().getSimpleName());
    }

    private static int compareNumbers(Number a, Number b) {
        if (isIntegral(a) && isIntegral(b)) {
            return Long.compare(a.longValue(), b.longValue());
        }
        double left = a.doubleValue();
        double right = b.doubleValue();
        if (Double.isNaN(left) || Double.isNaN(right)) {
            return Boolean.compare(!Double.isNaN(left), !Double.isNaN(right));
        }
        if (Double.isInfinite(left) || Double.isInfinite(right) || (a instanceof Double && b instanceof Double)) {
            return left < right ? -1 : left > right ? 1 : 0;
        }
        return exact(a).compareTo(exact(b));
    }

    private static boolean isIntegral(Number number) {
        return number instanceof Integer || number instanceof Long;
    }

    private static BigDecimal exact(Number number) {
        if (number instanceof Decimal128 decimal) {
            return decimal.toBigDecimal();
        }
        return isIntegral(number) ? BigDecimal.valueOf(number.longValue()) : new BigDecimal(number.doubleValue());
    }

    private int compareDocuments(Document a, Document b) {
        Iterator<Map.Entry<String, Object>> left = a.entrySet().iterator();
        Iterator<Map.Entry<String, Object>> right = b.entrySet().iterator();
        while (left.hasNext() && right.hasNext()) {
            Map.Entry<String, Object> x = left.next();
            Map.Entry<String, Object> y = right.next();
            int order = Integer.compare(rank(x.getValue()), rank(y.getValue()));
            order = order != 0 ? order : x.getKey().compareTo(y.getKey());
            order = order != 0 ? order : compare(x.getValue(), y.getValue());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private int compareLists(Collection<?> a, Collection<?> b) {
        Iterator<?> left = a.iterator();
        Iterator<?> right = b.iterator();
        while (left.hasNext() && right.hasNext()) {
            int order = compare(left.next(), right.next());
            if (order != 0) {
                return order;
            }
        }
        return Boolean.compare(left.hasNext(), right.hasNext());
    }

    private static int compareUuids(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
