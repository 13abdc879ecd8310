package store.retro.embedded;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Map;
import org.h2.mvstore.WriteBuffer;

/**
 * BSON to and from mongo-java-server's documents. Its own reader stops at documents of 16 MB, the limit of what may be
 * stored, so that it could not even read the command that carries one too large; only the leaves are left to it.
 */
final class Bson {

    static final int MAX_DOCUMENT_SIZE = 16 * 1024 * 1024;

    /** A server allows 180 in what is stored; a command holds it some levels down. */
    private static final int MAX_DEPTH = 200;

    private Bson() {}

    static Document read(ByteBuf in) {
        return read(in, MAX_DEPTH);
    }

    private static Document read(ByteBuf in, int depth) {
        if (depth == 0) {
            throw new IllegalArgumentException("BSON nested deeper than " + MAX_DEPTH + " levels");
        }
        int end = in.readerIndex() + in.getIntLE(in.readerIndex());
        in.skipBytes(4);
        Document document = new Document();
        for (byte type = in.readByte(); type != BsonConstants.TERMINATING_BYTE; type = in.readByte()) {
            document.put(BsonDecoder.decodeCString(in), readValue(type, in, depth - 1));
        }
        if (in.readerIndex() != end) {
            throw new IllegalArgumentException("BSON document of a wrong length");
        }
        return document;
    }

    private static Object readValue(byte type, ByteBuf in, int depth) {
        return switch (type) {
            case BsonConstants.TYPE_EMBEDDED_DOCUMENT -> read(in, depth);
            case BsonConstants.TYPE_ARRAY -> new ArrayList<>(read(in, depth).values());
            case BsonConstants.TYPE_DATA -> readBinary(in);
            default -> BsonDecoder.decodeValue(type, in);
        };
    }

    /** Subtypes that mongo-java-server has no class for would come back as another one, so they are refused. */
    private static Object readBinary(ByteBuf in) {
        byte subtype = in.getByte(in.readerIndex() + 4);
        switch (subtype) {
            case BsonConstants.BINARY_SUBTYPE_GENERIC:
                byte[] data = new byte[in.readIntLE()];
                in.skipBytes(1).readBytes(data);
                return new BinData(data);
            case BsonConstants.BINARY_SUBTYPE_OLD_UUID, BsonConstants.BINARY_SUBTYPE_UUID:
                return BsonDecoder.decodeValue(BsonConstants.TYPE_DATA, in);
            default:
                throw new IllegalArgumentException("binary subtype " + subtype + " is not supported");
        }
    }

    static void write(Map<String, ?> document, ByteBuf out) {
        BsonEncoder.encodeDocument(document, out);
    }

    static int size(Document document) {
        ByteBuf out = Unpooled.buffer();
        write(document, out);
        return out.writerIndex();
    }

    static void write(WriteBuffer buffer, Document document) {
        ByteBuf out = Unpooled.buffer();
        write(document, out);
        buffer.put(out.array(), out.arrayOffset(), out.writerIndex());
    }

    static Document read(ByteBuffer buffer) {
        ByteBuf in = Unpooled.wrappedBuffer(buffer);
        Document document = read(in);
        buffer.position(buffer.position() + in.readerIndex());
        return document;
    }
}
