package store.retro.reliability;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * As much of the wire protocol as a bystander needs: where a message ends, and which command it is.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/">MongoDB Wire Protocol</a>
 */
final class WireMessage {

    private static final int HEADER = 16;
    private static final int OP_MSG = 2013;

    /** BSON's type of a string. */
    private static final byte STRING = 2;

    /** Behind the header, the flags, the section's kind and its document's length and first type. */
    private static final int FIRST_NAME = HEADER + 4 + 1 + 4 + 1;

    private WireMessage() {}

    /** The next whole message, or null at the end. */
    static byte @Nullable [] read(DataInputStream in) throws IOException {
        byte[] length = new byte[4];
        try {
            in.readFully(length);
        } catch (EOFException e) {
            return null;
        }
        byte[] message = new byte[littleEndian(length).getInt(0)];
        System.arraycopy(length, 0, message, 0, 4);
        in.readFully(message, 4, message.length - 4);
        return message;
    }

    /**
     * The name of a request's command, and of the collection where it has one: {@code "update users"}. The handshake's old
     * form counts as {@code hello}.
     */
    static String command(byte[] message) {
        if (littleEndian(message).getInt(12) != OP_MSG) {
            return "hello";
        }
        int end = endOfString(message, FIRST_NAME);
        String name = text(message, FIRST_NAME, end);
        if (message[FIRST_NAME - 1] != STRING) {
            return name;
        }
        int value = end + 1 + 4;
        return name + " " + text(message, value, endOfString(message, value));
    }

    private static int endOfString(byte[] message, int from) {
        int end = from;
        while (message[end] != 0) {
            end++;
        }
        return end;
    }

    private static String text(byte[] message, int from, int to) {
        return new String(message, from, to - from, StandardCharsets.UTF_8);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
