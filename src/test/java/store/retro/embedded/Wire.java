package store.retro.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the wire protocol on one connection: OP_MSG, and OP_QUERY for the greeting of a driver that does not
 * know yet whom it speaks to.
 */
final class Wire {

    static final int MAX_MESSAGE_SIZE = 48_000_000;

    private static final int HEADER_SIZE = 16;
    private static final int OP_REPLY = 1;
    private static final int OP_QUERY = 2004;
    private static final int OP_MSG = 2013;
    private static final int CHECKSUM_PRESENT = 1;
    private static final int MORE_TO_COME = 1 << 1;
    /** A client that allows it must still be content with single answers, so this one needs nothing. */
    private static final int EXHAUST_ALLOWED = 1 << 16;

    private final DataInputStream in;
    private final OutputStream out;
    private int lastAnswer;

    Wire(InputStream in, OutputStream out) {
        this.in = new DataInputStream(in);
        this.out = out;
    }

    /**
     * One request.
     *
     * @param body the command, null when it could not be read
     * @param failure why not
     */
    record Message(
            int id,
            boolean legacy,
            boolean wantsAnswer,
            @Nullable Document body,
            @Nullable CommandError failure) {}

    /** @return null when the client has gone */
    @Nullable
    Message read() throws IOException {
        byte[] header = new byte[HEADER_SIZE];
        try {
            in.readFully(header);
        } catch (EOFException e) {
            return null;
        }
        ByteBuf fields = Unpooled.wrappedBuffer(header);
        int size = fields.readIntLE();
        int id = fields.readIntLE();
        int operation = fields.skipBytes(4).readIntLE();
        if (size < HEADER_SIZE || size > MAX_MESSAGE_SIZE) {
            throw new IOException("message of " + size + " bytes");
        }
        byte[] rest = new byte[size - HEADER_SIZE];
        in.readFully(rest);
        ByteBuf message = Unpooled.wrappedBuffer(rest);
        return switch (operation) {
            case OP_MSG -> readMessage(id, message);
            case OP_QUERY -> readQuery(id, message);
            default -> throw new IOException("operation " + operation + " is not supported");
        };
    }

    private static Message readMessage(int id, ByteBuf message) throws IOException {
        int flags = message.readIntLE();
        if ((flags & ~(CHECKSUM_PRESENT | MORE_TO_COME | EXHAUST_ALLOWED)) != 0) {
            throw new IOException("flags " + flags + " are not supported");
        }
        boolean wantsAnswer = (flags & MORE_TO_COME) == 0;
        int end = message.writerIndex() - ((flags & CHECKSUM_PRESENT) != 0 ? 4 : 0);
        try {
            return new Message(id, false, wantsAnswer, readSections(message, end), null);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return new Message(id, false, wantsAnswer, null, new CommandError(22, "InvalidBSON", "" + e.getMessage()));
        }
    }

    private static Document readSections(ByteBuf message, int end) {
        Document body = new Document();
        Document sequences = new Document();
        while (message.readerIndex() < end) {
            if (message.readByte() == 0) {
                body = Bson.read(message);
                continue;
            }
            int sequenceEnd = message.readerIndex() + message.getIntLE(message.readerIndex());
            message.skipBytes(4);
            String name = BsonDecoder.decodeCString(message);
            List<Document> documents = new ArrayList<>();
            while (message.readerIndex() < sequenceEnd) {
                documents.add(Bson.read(message));
            }
            sequences.put(name, documents);
        }
        body.putAll(sequences);
        return body;
    }

    private static Message readQuery(int id, ByteBuf message) throws IOException {
        message.skipBytes(4);
        String collection = BsonDecoder.decodeCString(message);
        if (!collection.endsWith(".$cmd")) {
            throw new IOException("OP_QUERY is for commands only");
        }
        message.skipBytes(8);
        Document body = Bson.read(message);
        Document command = body.get("$query") instanceof Document wrapped ? wrapped : body;
        command.put("$db", collection.substring(0, collection.indexOf('.')));
        return new Message(id, true, true, command, null);
    }

    void answer(Message request, Document response) throws IOException {
        ByteBuf message = Unpooled.buffer(512);
        message.writeIntLE(0).writeIntLE(++lastAnswer).writeIntLE(request.id());
        if (request.legacy()) {
            message.writeIntLE(OP_REPLY)
                    .writeIntLE(8)
                    .writeLongLE(0)
                    .writeIntLE(0)
                    .writeIntLE(1);
        } else {
            message.writeIntLE(OP_MSG).writeIntLE(0).writeByte(0);
        }
        Bson.write(response, message);
        message.setIntLE(0, message.writerIndex());
        out.write(message.array(), message.arrayOffset(), message.writerIndex());
        out.flush();
    }
}
