package store.retro.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** How the store compares and writes its values. Public because H2 makes one by reflection when it opens a file. */
public final class StoredType extends BasicDataType<Stored> {

    /** For H2. */
    public StoredType() {}

    @Override
    public int compare(Stored a, Stored b) {
        return Long.compare(a.version(), b.version());
    }

    @Override
    public int getMemory(Stored stored) {
        return 64 + 3 * stored.size();
    }

    @Override
    public void write(WriteBuffer buffer, Stored stored) {
        buffer.putVarLong(stored.version());
        buffer.putVarInt(stored.size());
        Bson.write(buffer, new Document("v", stored.value()).append("b", stored.born()));
    }

    @Override
    public Stored read(ByteBuffer buffer) {
        long version = DataUtils.readVarLong(buffer);
        int size = DataUtils.readVarInt(buffer);
        Document stored = Bson.read(buffer);
        // a file of an older engine does not have it
        return new Stored(version, stored.get("v"), size, (Long) stored.getOrDefault("b", 0L));
    }

    @Override
    public Stored[] createStorage(int size) {
        return new Stored[size];
    }
}
