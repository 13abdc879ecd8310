package store.retro.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.jspecify.annotations.Nullable;

/** How the store orders and writes its keys. Public because H2 makes one by reflection when it opens a file. */
public final class KeyType extends BasicDataType<Key> {

    /** For H2. */
    public KeyType() {}

    @Override
    public int compare(Key a, Key b) {
        return a.compareTo(b);
    }

    @Override
    public int getMemory(Key key) {
        return 64 + 32 * key.values().size();
    }

    @Override
    public void write(WriteBuffer buffer, Key key) {
        buffer.putVarInt(key.space());
        Bson.write(buffer, new Document("v", key.values()));
    }

    @Override
    public Key read(ByteBuffer buffer) {
        int space = org.h2.mvstore.DataUtils.readVarInt(buffer);
        List<@Nullable Object> values =
                new ArrayList<>((List<?>) Bson.read(buffer).get("v"));
        return new Key(space, values);
    }

    @Override
    public Key[] createStorage(int size) {
        return new Key[size];
    }
}
